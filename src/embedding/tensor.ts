/** Of every picture and every tensor here: red, green, blue; in a picture one byte each. */
export const CHANNELS = 3;

/**
 * Scales each row of `dimension` values to unit length, in place. Throws if a row has no direction (all zero, or not
 * finite): it could never be compared with anything.
 */
export function normaliseRows(values: Float32Array, dimension: number): void {
  for (let start = 0; start < values.length; start += dimension) {
    const row = values.subarray(start, start + dimension);
    let squares = 0;
    for (const value of row) squares += value * value;
    const length = Math.sqrt(squares);
    if (!Number.isFinite(length) || length === 0) {
      throw new Error('The model returned a vector without a direction.');
    }
    for (let i = 0; i < row.length; i++) row[i] = (row[i] ?? 0) / length;
  }
}
