import { contrastWeights, middleWeights } from '../../../scripts/models/contrast';

const SIZE_PX = 14;
const WIDTHS = [0.2, 0.3];

/** map x weights, for one square map. */
function weighed(map: (x: number, y: number) => number, weights: Float32Array): number[] {
  const sums = WIDTHS.map(() => 0);
  for (let pixel = 0; pixel < SIZE_PX ** 2; pixel++) {
    const value = map(pixel % SIZE_PX, Math.floor(pixel / SIZE_PX));
    sums.forEach((sum, column) => {
      sums[column] = sum + value * (weights[pixel * WIDTHS.length + column] ?? 0);
    });
  }
  return sums;
}

function distanceFromMiddle(x: number, y: number): number {
  const middle = (SIZE_PX - 1) / 2;
  return Math.hypot(x - middle, y - middle);
}

describe('contrast of the middle with the picture', () => {
  const weights = contrastWeights(SIZE_PX, WIDTHS);

  it('is nothing on bare skin, however bright', () => {
    weighed(() => 6, weights).forEach((contrast) => expect(contrast).toBeCloseTo(0, 4));
  });

  it('is positive where the middle has more, negative where it has less', () => {
    for (const contrast of weighed((x, y) => -distanceFromMiddle(x, y), weights))
      expect(contrast).toBeGreaterThan(0);
    for (const contrast of weighed(distanceFromMiddle, weights)) expect(contrast).toBeLessThan(0);
  });

  it('does not change with what lesion and skin have in common', () => {
    const [dark = [], light = []] = [0, 3].map((skin) =>
      weighed((x, y) => skin + (distanceFromMiddle(x, y) < 3 ? 1 : 0), weights),
    );
    dark.forEach((contrast, column) => expect(contrast).toBeCloseTo(light[column] ?? Number.NaN, 4));
  });

  it('sees a small lesion best through the small window', () => {
    const [core = 0, lesion = 0] = weighed((x, y) => (distanceFromMiddle(x, y) < 2 ? 1 : 0), weights);
    expect(core).toBeGreaterThan(lesion);
  });

  it('has no upright: a turned picture gives the same', () => {
    const upright = weighed((x, y) => x + 3 * y, weights);
    weighed((x, y) => y + 3 * x, weights).forEach((contrast, column) =>
      expect(contrast).toBeCloseTo(upright[column] ?? Number.NaN, 4),
    );
  });
});

describe('mean of the middle', () => {
  it('of an even map is its value', () => {
    const means = weighed(() => 2.5, middleWeights(SIZE_PX, WIDTHS));
    means.forEach((mean) => expect(mean).toBeCloseTo(2.5, 4));
  });
});
