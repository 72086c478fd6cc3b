/** Bytes of an interleaved RGB picture per pixel, and channels of the tensor. */
export const CHANNELS = 3;

type PerChannel = readonly [number, number, number];

/**
 * Interleaved RGB bytes (picture, row, column, channel) as the float tensor [picture, channel, row, column] that image
 * models take: (byte / 255 - mean) / std, by a table of the 256 values of each channel.
 */
export function toChannelsFirst(
  pixels: Uint8Array,
  sizePx: number,
  mean: PerChannel,
  std: PerChannel,
): Float32Array<ArrayBuffer> {
  const plane = sizePx * sizePx;
  const pictures = pixels.length / (plane * CHANNELS);
  const tensor = new Float32Array(pixels.length);
  for (let channel = 0; channel < CHANNELS; channel++) {
    const table = normalisedValues(mean[channel] ?? 0, std[channel] ?? 1);
    for (let picture = 0; picture < pictures; picture++) {
      let from = picture * plane * CHANNELS + channel;
      let to = (picture * CHANNELS + channel) * plane;
      for (const end = to + plane; to < end; to++, from += CHANNELS) {
        tensor[to] = table[pixels[from] ?? 0] ?? 0;
      }
    }
  }
  return tensor;
}

function normalisedValues(mean: number, std: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - mean) / std);
}

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
