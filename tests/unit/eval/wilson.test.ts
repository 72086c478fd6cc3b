import { wilson } from '../../../scripts/eval/wilson';

describe('wilson', () => {
  it.each([
    // By hand, with z = 1.96: the usual examples of the interval.
    [0, 10, 0, 0, 0.2775],
    [5, 10, 0.5, 0.2366, 0.7634],
    [10, 10, 1, 0.7225, 1],
    [1, 1000, 0.001, 0.0002, 0.0056],
  ])('of %i in %i', (successes, trials, value, low, high) => {
    const figure = wilson(successes, trials);
    expect(figure?.value).toBe(value);
    expect(figure?.low).toBeCloseTo(low, 4);
    expect(figure?.high).toBeCloseTo(high, 4);
  });

  it('says nothing of nothing', () => {
    expect(wilson(0, 0)).toBeNull();
  });
});
