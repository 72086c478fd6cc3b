/** Rings of equal width around the middle; the last one reaches into the corners. */
const RINGS = 7;
/** Distance from the middle, in sides of the square, where the last ring begins: it is the rest of the picture. */
const LAST_RING_STARTS = 6 / 13;

/** The whole picture, then the rings from the middle outwards. A lesion has no upright, so no region has one either. */
export const REGION_COUNT = 1 + RINGS;

/**
 * Averaging weights [sizePx * sizePx, REGION_COUNT] for a square map, so that map x weights is the mean of each region.
 */
export function regionWeights(sizePx: number): Float32Array {
  const ringOfPixel = Array.from({ length: sizePx * sizePx }, (_, pixel) => ringAt(pixel, sizePx));
  const sizes = new Array<number>(RINGS).fill(0);
  for (const ring of ringOfPixel) sizes[ring] = (sizes[ring] ?? 0) + 1;

  const weights = new Float32Array(ringOfPixel.length * REGION_COUNT);
  ringOfPixel.forEach((ring, pixel) => {
    weights[pixel * REGION_COUNT] = 1 / ringOfPixel.length;
    weights[pixel * REGION_COUNT + 1 + ring] = 1 / (sizes[ring] ?? 1);
  });
  return weights;
}

function ringAt(pixel: number, sizePx: number): number {
  const x = ((pixel % sizePx) + 0.5) / sizePx - 0.5;
  const y = (Math.floor(pixel / sizePx) + 0.5) / sizePx - 0.5;
  const distance = Math.sqrt(x * x + y * y);
  return Math.min(RINGS - 1, Math.floor((distance / LAST_RING_STARTS) * (RINGS - 1)));
}
