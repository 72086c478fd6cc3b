/** What a weight is fitted to: one row of terms a case, and whether the case is one of those looked for. */
export interface LogisticInput {
  readonly terms: readonly (readonly number[])[];
  readonly labels: readonly boolean[];
  /** By term: its weight may not fall below 0. */
  readonly neverNegative: readonly boolean[];
  /** Log odds that are known before, one a row; left out: none. */
  readonly offsets?: readonly number[];
  /** Strength of the pull of every weight (but the intercept) towards 0: half of this times the sum of squares. */
  readonly ridge: number;
  /** False: the fit is of the terms alone, over the offsets. */
  readonly hasIntercept: boolean;
}

export interface LogisticFit {
  readonly weights: readonly number[];
  readonly intercept: number;
}

const MAX_STEPS = 20_000;
/** The fit ends when no weight moves further than this in a step. */
const LEAST_MOVE = 1e-7;

/**
 * Ridge logistic regression with weights that may be held at 0 or above: accelerated projected gradient descent, with
 * the step that the largest curvature allows, begun anew where the push leads uphill. Deterministic. The problem is convex, so there is one answer.
 */
export function fitLogistic(input: LogisticInput): LogisticFit {
  const rows = input.terms.map((row) => (input.hasIntercept ? [...row, 1] : [...row]));
  const width = rows[0]?.length ?? 0;
  const step = 1 / (0.25 * largestCurvature(rows, width) + input.ridge);
  const bounded = (value: number, column: number): number =>
    input.neverNegative[column] === true ? Math.max(0, value) : value;
  let weights: number[] = Array.from({ length: width }, () => 0);
  let ahead = weights;
  let momentum = 1;
  for (let count = 0; count < MAX_STEPS; count += 1) {
    const slope = gradient(rows, ahead, input);
    const next = ahead.map((value, column) => bounded(value - step * (slope[column] ?? 0), column));
    const isUphill = slope.reduce((sum, value, column) => sum + value * change(next, weights, column), 0) > 0;
    const nextMomentum = isUphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const push = isUphill ? 0 : (momentum - 1) / nextMomentum;
    const moved = Math.max(...next.map((_, column) => Math.abs(change(next, weights, column))));
    ahead = next.map((value, column) => value + push * change(next, weights, column));
    [weights, momentum] = [next, nextMomentum];
    if (moved < LEAST_MOVE) break;
  }
  return input.hasIntercept
    ? { weights: weights.slice(0, -1), intercept: weights.at(-1) ?? 0 }
    : { weights, intercept: 0 };
}

function change(after: readonly number[], before: readonly number[], column: number): number {
  return (after[column] ?? 0) - (before[column] ?? 0);
}

function gradient(rows: readonly number[][], weights: readonly number[], input: LogisticInput): number[] {
  const slope = weights.map((weight, column) =>
    column < input.neverNegative.length ? input.ridge * weight : 0,
  );
  rows.forEach((row, index) => {
    const error = sigmoid(dot(row, weights) + (input.offsets?.[index] ?? 0)) - Number(input.labels[index]);
    for (let column = 0; column < row.length; column += 1)
      slope[column] = (slope[column] ?? 0) + error * (row[column] ?? 0);
  });
  return slope;
}

/** Largest eigenvalue of the terms' Gram matrix, by power iteration; a little too large is safe. */
function largestCurvature(rows: readonly number[][], width: number): number {
  let direction = Array.from({ length: width }, () => 1 / Math.sqrt(width));
  let size = 0;
  for (let round = 0; round < 50; round += 1) {
    const image = Array.from({ length: width }, () => 0);
    for (const row of rows) {
      const along = dot(row, direction);
      row.forEach((value, column) => {
        image[column] = (image[column] ?? 0) + along * value;
      });
    }
    size = Math.hypot(...image);
    if (size === 0) return 1;
    direction = image.map((value) => value / size);
  }
  return size * 1.05;
}

/** From log odds to a probability. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
