import { isotropyOf } from '../../../../scripts/eval/retrieval/isotropy';

function vectors(...rows: number[][]): Float32Array[] {
  return rows.map((row) => Float32Array.from(row));
}

describe('isotropyOf', () => {
  it('is 1 where each direction varies alike, whatever the mean is', () => {
    const found = isotropyOf(vectors([6, 5], [4, 5], [5, 6], [5, 4]));
    expect(found).toEqual({ dimension: 2, effectiveDimensions: 2, isoScore: 1 });
  });

  it('is 0 where all lie on a line', () => {
    const found = isotropyOf(vectors([1, 2, 3], [2, 4, 6], [3, 6, 9], [4, 8, 12]));
    expect(found?.effectiveDimensions).toBeCloseTo(1);
    expect(found?.isoScore).toBeCloseTo(0);
  });

  it('counts directions by their share of the variance', () => {
    // Variances 4 and 1: (4 + 1)² / (16 + 1).
    const found = isotropyOf(vectors([2, 0], [-2, 0], [0, 1], [0, -1]));
    expect(found?.effectiveDimensions).toBeCloseTo(25 / 17);
    expect(found?.isoScore).toBeCloseTo(8 / 17);
  });

  it('is the score that the steps of the paper give', () => {
    const variances = [9, 4, 1];
    const rows = variances.flatMap((variance, axis) =>
      [1, -1].map((sign) => variances.map((_, i) => (i === axis ? sign * Math.sqrt(variance) : 0))),
    );
    const n = variances.length;
    const length = Math.hypot(...variances);
    const normalised = variances.map((variance) => (Math.sqrt(n) * variance) / length);
    const defect = Math.hypot(...normalised.map((value) => value - 1)) / Math.sqrt(2 * (n - Math.sqrt(n)));
    const used = (n - defect ** 2 * (n - Math.sqrt(n))) ** 2 / n ** 2;
    expect(isotropyOf(vectors(...rows))?.isoScore).toBeCloseTo((n * used - 1) / (n - 1));
  });

  it('is the same by rows and by columns: fewer vectors than dimensions', () => {
    // Two vectors vary along one line.
    expect(isotropyOf(vectors([1, 0, 0, 0], [0, 1, 0, 0]))?.effectiveDimensions).toBeCloseTo(1);
  });

  it('is not known of one vector, of equal ones, or of none', () => {
    expect([isotropyOf(vectors([1, 2])), isotropyOf(vectors([1, 2], [1, 2])), isotropyOf([])]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
