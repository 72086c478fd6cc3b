import { areaUnderCurve } from '../../../../scripts/eval/embedding/area-under-curve';
import { factorise, solve, solveForward } from '../../../../scripts/eval/embedding/cholesky';
import { gramOf, unit } from '../../../../scripts/eval/embedding/rows';

describe('a factorised matrix', () => {
  const matrix = { size: 3, values: Float64Array.from([4, 2, 0, 2, 5, 1, 0, 1, 3]) };

  it('solves the equations', () => {
    const solution = solve(factorise(matrix, 0), [8, 15, 11]);
    [1, 2, 3].forEach((value, index) => expect(solution[index]).toBeCloseTo(value, 12));
  });

  it('has what was added on its diagonal', () => {
    const solution = solve(factorise(matrix, 1), [5, 2, 0]);
    [1, 0, 0].forEach((value, index) => expect(solution[index]).toBeCloseTo(value, 12));
  });

  it('whitens: a row solved forward is as long as its distance in that metric', () => {
    const row = solveForward(factorise(matrix, 0), [8, 15, 11]);
    expect(row.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(8 * 1 + 15 * 2 + 11 * 3, 10);
  });

  it('must be positive definite', () => {
    expect(() => factorise({ size: 2, values: Float64Array.from([1, 2, 2, 1]) }, 0)).toThrow(
      'positive definite',
    );
  });
});

describe('products of rows', () => {
  it('are cosines of unit rows', () => {
    const gram = gramOf(
      [
        [3, 4],
        [4, 3],
        [0, 0],
      ].map(unit),
    );
    expect(gram.values[1]).toBeCloseTo(0.96, 12);
    expect(gram.values[0]).toBeCloseTo(1, 12);
    expect(gram.values[8]).toBe(0);
  });
});

describe('area under the curve', () => {
  const area = (positives: number[], negatives: number[]) =>
    areaUnderCurve([
      ...positives.map((score) => ({ score, isPositive: true })),
      ...negatives.map((score) => ({ score, isPositive: false })),
    ]);

  it.each([
    ['perfect', [3, 4], [1, 2], 1],
    ['reversed', [1, 2], [3, 4], 0],
    ['all tied', [1, 1], [1, 1, 1], 0.5],
    ['mixed with a tie', [2, 4], [1, 2, 3], (1.5 + 3) / 6],
  ])('%s', (_, positives, negatives, expected) => {
    expect(area(positives, negatives)).toBeCloseTo(expected, 12);
  });

  it('is nothing without positives or negatives', () => {
    expect(area([], [1])).toBeNull();
    expect(area([1], [])).toBeNull();
  });
});
