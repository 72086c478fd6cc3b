import { normaliseRows } from '../../../src/embedding/tensor';

describe('normaliseRows', () => {
  it('scales each row to unit length and keeps its direction', () => {
    const values = Float32Array.of(3, 4, 0, -2);
    normaliseRows(values, 2);
    expect([...values].map((value) => value.toFixed(4))).toEqual(['0.6000', '0.8000', '0.0000', '-1.0000']);
  });

  it.each([[[0, 0]], [[NaN, 1]], [[Infinity, 1]]])('refuses %j, which has no direction', (row) => {
    expect(() => normaliseRows(Float32Array.from(row), 2)).toThrow('without a direction');
  });
});
