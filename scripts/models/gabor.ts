/** Side of a filter in pixels; its middle is the filter's origin. */
export const GABOR_SIZE_PX = 9;
export const GABOR_ORIENTATIONS = 8;

const WAVELENGTH_PX = 4.5;
const SIGMA_PX = 2.2;
/** The Gaussian is longer along the stripes than across them. */
const ASPECT_SQUARED = 0.5;

/**
 * Gabor filters of one wavelength: all even (cosine) ones by orientation, then all odd (sine) ones, each of no mean and
 * of unit energy, row by row.
 */
export function gaborBank(): Float32Array {
  const phases = [Math.cos, Math.sin];
  const filters = phases.flatMap((wave) =>
    Array.from({ length: GABOR_ORIENTATIONS }, (_, i) => filter((Math.PI * i) / GABOR_ORIENTATIONS, wave)),
  );
  return Float32Array.from(filters.flat());
}

function filter(angle: number, wave: (x: number) => number): number[] {
  const middle = (GABOR_SIZE_PX - 1) / 2;
  const values = Array.from({ length: GABOR_SIZE_PX ** 2 }, (_, i) => {
    const x = (i % GABOR_SIZE_PX) - middle;
    const y = Math.floor(i / GABOR_SIZE_PX) - middle;
    const across = x * Math.cos(angle) + y * Math.sin(angle);
    const along = y * Math.cos(angle) - x * Math.sin(angle);
    const envelope = Math.exp(-(across ** 2 + ASPECT_SQUARED * along ** 2) / (2 * SIGMA_PX ** 2));
    return envelope * wave((2 * Math.PI * across) / WAVELENGTH_PX);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const energy = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0));
  return centred.map((value) => roundTo5Digits(value / energy));
}

/** sin, cos and exp may differ in their last bit between machines; the file's bytes must not. */
function roundTo5Digits(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
