import { meanCosines, silhouettes, type LabelledVector } from '../../../../scripts/eval/retrieval/geometry';

function point(condition: string, patientId: string, ...values: number[]): LabelledVector {
  return { condition, patientId, vector: Float32Array.from(values) };
}

/** Cosine distances: A1 to A2 0.4; B1 to B2 0; A1 to either B 1; A2 to either B 0.2. */
const FOUR = [
  point('A', 'P1', 1, 0),
  point('A', 'P2', 0.6, 0.8),
  point('B', 'P3', 0, 1),
  point('B', 'P4', 0, 1),
];

function rounded(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) => (value === null ? null : Number(value.toFixed(5))));
}

describe('silhouettes', () => {
  it('compare the own condition with the nearest other one', () => {
    // (1 - 0.4) / 1, (0.2 - 0.4) / 0.4, and twice (0.6 - 0) / 0.6
    expect(rounded(silhouettes(FOUR))).toEqual([0.6, -0.5, 1, 1]);
  });

  it('take the nearest of several other conditions', () => {
    // From A1: B lies at 1, C at 0.2, the own condition at 0.4.
    expect(rounded(silhouettes([...FOUR, point('C', 'P5', 0.8, 0.6)])).slice(0, 1)).toEqual([-0.5]);
  });

  it('do not count further pictures of the same patient', () => {
    const twin = point('A', 'P1', 1, 0);
    expect(rounded(silhouettes([...FOUR, twin]))[0]).toBe(0.6);
  });

  it('know nothing of a condition that one patient alone has, or where there is no other', () => {
    expect(silhouettes([point('A', 'P1', 1, 0), point('B', 'P2', 0, 1)])).toEqual([null, null]);
    expect(silhouettes([point('A', 'P1', 1, 0), point('A', 'P2', 0, 1)])).toEqual([null, null]);
  });

  it('are 0 where all lie in one place', () => {
    const conditions = ['A', 'A', 'B', 'B'];
    expect(silhouettes(conditions.map((condition, i) => point(condition, `P${i}`, 1, 0)))).toEqual([
      0, 0, 0, 0,
    ]);
  });
});

describe('meanCosines', () => {
  it('are to other patients alone', () => {
    const twin = point('A', 'P1', 0, 1);
    expect(rounded(meanCosines([...FOUR, twin]))).toEqual([
      0.2,
      Number(((0.6 + 0.8 + 0.8 + 0.8) / 4).toFixed(5)),
      Number(((0 + 0.8 + 1 + 1) / 4).toFixed(5)),
      Number(((0 + 0.8 + 1 + 1) / 4).toFixed(5)),
      Number(((0.8 + 1 + 1) / 3).toFixed(5)),
    ]);
    expect(meanCosines([point('A', 'P1', 1, 0)])).toEqual([null]);
  });
});
