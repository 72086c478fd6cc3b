import { scalesOf, type Recipe } from '../../models/recipe';
import { factorise, solve, solveForward } from './cholesky';
import { columnMeans, dot, gramOf, type Rows, unit } from './rows';

/**
 * Whatever of a model is fitted to pictures: turns the graph's bare values into vectors, having seen the rows of `training`
 * alone. `labels` is the condition of every row.
 */
export type Fit = (rows: Rows, training: readonly number[], labels: readonly string[]) => Rows;

/** As measure-statistics.ts has it. */
const LEAST_DEVIATION = 1e-3;
/** Added to every variance, as a share of all variance: between 0.01 and 0.1 little changes. */
const WHITENING_SHRINKAGE = 0.02;
/** Ridge of the projection, as a share of a column's mean square. */
const PROJECTION_RIDGE = 1;

/** The model's own fit: centred, divided by the deviation, and every part given its share. */
export function standardised(recipe: Recipe): Fit {
  return (rows, training) => {
    const mean = columnMeans(rows, training);
    const squares = columnMeans(
      rows.map((row) => row.map((value, column) => (value - (mean[column] ?? 0)) ** 2)),
      training,
    );
    const deviation = Array.from(squares, (square) => Math.max(Math.sqrt(square), LEAST_DEVIATION));
    const scales = scalesOf(recipe, { mean: [...mean], deviation });
    return rows.map((row) =>
      row.map((value, column) => (value - (mean[column] ?? 0)) * (scales[column] ?? 0)),
    );
  };
}

/** Standardised, then decorrelated by the shrunken covariance of the training rows. */
export function whitened(recipe: Recipe): Fit {
  const standardise = standardised(recipe);
  return (rows, training, labels) => {
    const standard = standardise(rows, training, labels);
    const size = standard[0]?.length ?? 0;
    const columns = Array.from({ length: size }, (_, column) =>
      Float64Array.from(training, (place) => standard[place]?.[column] ?? 0),
    );
    const covariance = gramOf(columns);
    const trace = columns.reduce((sum, column) => sum + dot(column, column), 0);
    const factor = factorise(covariance, WHITENING_SHRINKAGE * trace);
    return standard.map((row) => solveForward(factor, row));
  };
}

/** Standardised, with a ridge regression of every condition appended, of the same length as the rest. */
export function projected(recipe: Recipe): Fit {
  const standardise = standardised(recipe);
  return (rows, training, labels) => {
    const standard = standardise(rows, training, labels).map(unit);
    const mean = columnMeans(standard, training);
    const centred = standard.map((row) => row.map((value, column) => value - (mean[column] ?? 0)));
    const seen = training.map((place) => centred[place] ?? new Float64Array());
    const trace = seen.reduce((sum, row) => sum + dot(row, row), 0);
    const factor = factorise(gramOf(seen), (PROJECTION_RIDGE * trace) / (centred[0]?.length ?? 1));
    const conditions = [...new Set(training.map((place) => labels[place]))].sort();
    const weights = conditions.map((condition) => {
      const share = training.filter((place) => labels[place] === condition).length / training.length;
      const duals = solve(
        factor,
        training.map((place) => Number(labels[place] === condition) - share),
      );
      return centred[0]?.map((_, column) =>
        seen.reduce((sum, row, index) => sum + (duals[index] ?? 0) * (row[column] ?? 0), 0),
      );
    });
    const scores = centred.map((row) => Float64Array.from(weights, (weight) => dot(row, weight ?? [])));
    const meanSquare = training.reduce((sum, place) => sum + squareOf(scores[place]), 0) / training.length;
    return centred.map((row, index) =>
      Float64Array.of(...unit(row), ...(scores[index] ?? []).map((score) => score / Math.sqrt(meanSquare))),
    );
  };
}

function squareOf(row: ArrayLike<number> | undefined): number {
  return row === undefined ? 0 : dot(row, row);
}
