import { fitLogistic, sigmoid } from '../../../scripts/score/logistic';
import { foldOf } from '../../../scripts/score/cross-validate';

/** For each x so many positives of a hundred as the true curve has: the fit must find the curve again. */
function samples(logOdds: (x: number) => number): { terms: number[][]; labels: boolean[] } {
  const xs = [-2, -1, 0, 1, 2];
  const rows = xs.flatMap((x) =>
    Array.from({ length: 1000 }, (_, i) => ({ x, isPositive: i < Math.round(1000 * sigmoid(logOdds(x))) })),
  );
  return { terms: rows.map(({ x }) => [x]), labels: rows.map(({ isPositive }) => isPositive) };
}

describe('fitLogistic', () => {
  it('finds the curve that the labels follow', () => {
    const data = samples((x) => 0.5 + 1.2 * x);
    const fit = fitLogistic({ ...data, neverNegative: [false], ridge: 0, hasIntercept: true });
    expect(fit.weights[0]).toBeCloseTo(1.2, 1);
    expect(fit.intercept).toBeCloseTo(0.5, 1);
  });

  it('holds a weight at 0 that would have fallen below it', () => {
    const data = samples((x) => -1 * x);
    const fit = fitLogistic({ ...data, neverNegative: [true], ridge: 0, hasIntercept: true });
    expect(fit.weights[0]).toBe(0);
    expect(fit.intercept).toBeCloseTo(0, 1);
  });

  it('fits only what the offsets leave over', () => {
    const data = samples((x) => 2 * x);
    const offsets = data.terms.map(([x = 0]) => 2 * x);
    const fit = fitLogistic({ ...data, offsets, neverNegative: [false], ridge: 0, hasIntercept: false });
    expect(fit.weights[0]).toBeCloseTo(0, 1);
  });
});

it('a patient stays in one fold, and another seed cuts the patients anew', () => {
  const patients = Array.from({ length: 200 }, (_, i) => `PAT_${i}`);
  expect(patients.map((id) => foldOf(id, 1))).toEqual(patients.map((id) => foldOf(id, 1)));
  expect(patients.map((id) => foldOf(id, 1))).not.toEqual(patients.map((id) => foldOf(id, 2)));
  expect(new Set(patients.map((id) => foldOf(id, 1))).size).toBe(10);
});
