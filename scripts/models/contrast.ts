/**
 * Weights [sizePx * sizePx, widths] for a square map, so that map x weights is, for each width, by how much the map's middle
 * differs from the whole picture. The middle is a Gaussian window; a width is its deviation in halves of the picture's side.
 * What lesion and skin have in common, the colour of the skin and of the light among it, falls out.
 */
export function contrastWeights(sizePx: number, widths: readonly number[]): Float32Array {
  return windowWeights(sizePx, widths, 1 / sizePx ** 2);
}

/** As contrastWeights, but the mean of the middle itself. */
export function middleWeights(sizePx: number, widths: readonly number[]): Float32Array {
  return windowWeights(sizePx, widths, 0);
}

function windowWeights(sizePx: number, widths: readonly number[], taken: number): Float32Array {
  const weights = new Float32Array(sizePx * sizePx * widths.length);
  widths.forEach((width, column) => {
    const profile = Array.from({ length: sizePx }, (_, i) => gaussian(((i + 0.5) / sizePx) * 2 - 1, width));
    const sum = profile.reduce((total, value) => total + value, 0) ** 2;
    profile.forEach((down, y) => {
      profile.forEach((across, x) => {
        weights[(y * sizePx + x) * widths.length + column] = roundTo8Digits((down * across) / sum - taken);
      });
    });
  });
  return weights;
}

function gaussian(distance: number, width: number): number {
  return Math.exp(-(distance ** 2) / (2 * width ** 2));
}

/** exp may differ in its last bit between machines; the file's bytes must not. */
function roundTo8Digits(value: number): number {
  return Math.round(value * 1e8) / 1e8;
}
