import { CHANNELS } from '../tensor';

type PerChannel = readonly [number, number, number];

/** Turns the interleaved RGB bytes of one square into the float tensor [channel, row, column] that image models take. */
export type Normalise = (square: Uint8Array) => Float32Array<ArrayBuffer>;

/** (byte / 255 - mean) / std, by a table of the 256 values of each channel. */
export function normaliserOf(mean: PerChannel, std: PerChannel): Normalise {
  const red = normalisedValues(mean[0], std[0]);
  const green = normalisedValues(mean[1], std[1]);
  const blue = normalisedValues(mean[2], std[2]);
  return (square) => {
    const plane = square.length / CHANNELS;
    const tensor = new Float32Array(square.length);
    for (let to = 0, from = 0; to < plane; to++, from += CHANNELS) {
      tensor[to] = red[square[from] ?? 0] ?? 0;
      tensor[plane + to] = green[square[from + 1] ?? 0] ?? 0;
      tensor[2 * plane + to] = blue[square[from + 2] ?? 0] ?? 0;
    }
    return tensor;
  };
}

function normalisedValues(mean: number, std: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - mean) / std);
}
