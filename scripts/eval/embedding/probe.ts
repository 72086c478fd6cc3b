import { factorise, solve, type SquareMatrix } from './cholesky';
import { areaUnderCurve } from './area-under-curve';
import { splitsByPatient, type Split } from './folds';
import { isMalignant, type LabelledPicture } from './labelled-pictures';

/** Ridges as shares of all variance. */
const PENALTIES = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 1];
/** Added to the outer seed, so that the inner folds are cut otherwise. */
const INNER_SEED = 1000;

/**
 * How malignant a linear probe (ridge regression) calls the held pictures of a split. Its penalty is the one with the largest
 * area under the curve in five folds of the training patients: the held ones have no say in anything.
 * @param gram products of all pictures' vectors.
 */
export function probe(
  gram: SquareMatrix,
  pictures: readonly LabelledPicture[],
  split: Split,
  seed: number,
): number[] {
  const inner = splitsByPatient(pictures, seed + INNER_SEED, split.training);
  const innerScores = PENALTIES.map(() => new Map<number, number>());
  for (const part of inner) {
    scoresOf(gram, pictures, part).forEach((scores, penalty) => {
      part.held.forEach((place, index) => innerScores[penalty]?.set(place, scores[index] ?? 0));
    });
  }
  const areas = innerScores.map((scores) =>
    areaUnderCurve(
      split.training.map((place) => ({
        score: scores.get(place) ?? 0,
        isPositive: isMalignantAt(pictures, place),
      })),
    ),
  );
  const best = areas.indexOf(Math.max(...areas.map((area) => area ?? 0)));
  return scoresOf(gram, pictures, split, [PENALTIES[best] ?? 1])[0] ?? [];
}

/** By penalty: the score of every held picture. Means of the training rows are taken out within the products. */
function scoresOf(
  gram: SquareMatrix,
  pictures: readonly LabelledPicture[],
  { training, held }: Split,
  penalties: readonly number[] = PENALTIES,
): number[][] {
  const product = (a: number, b: number): number => gram.values[a * gram.size + b] ?? 0;
  const size = training.length;
  const means = training.map((a) => training.reduce((sum, b) => sum + product(a, b), 0) / size);
  const mean = means.reduce((sum, value) => sum + value, 0) / size;
  const centred = new Float64Array(size * size);
  let trace = 0;
  training.forEach((a, i) => {
    training.forEach((b, j) => {
      centred[i * size + j] = product(a, b) - (means[i] ?? 0) - (means[j] ?? 0) + mean;
    });
    trace += centred[i * size + i] ?? 0;
  });
  const share = training.filter((place) => isMalignantAt(pictures, place)).length / size;
  const labels = training.map((place) => Number(isMalignantAt(pictures, place)) - share);
  return penalties.map((penalty) => {
    const duals = solve(factorise({ size, values: centred }, penalty * trace), labels);
    return held.map((place) => {
      const ownMean = training.reduce((sum, b) => sum + product(place, b), 0) / size;
      return training.reduce(
        (sum, b, j) => sum + (duals[j] ?? 0) * (product(place, b) - ownMean - (means[j] ?? 0) + mean),
        share,
      );
    });
  });
}

function isMalignantAt(pictures: readonly LabelledPicture[], place: number): boolean {
  const picture = pictures[place];
  return picture !== undefined && isMalignant(picture);
}
