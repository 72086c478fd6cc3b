import { CHANNELS } from '../tensor';

type PerChannel = readonly [number, number, number];

/** Turns the interleaved RGB bytes of one square into the float tensor [channel, row, column] that image models take. */
export type Normalise = (square: Uint8Array) => Float32Array<ArrayBuffer>;

/** (byte / 255 - mean) / std, by a table of the 256 values of each channel. */
export function normaliserOf(mean: PerChannel, std: PerChannel): Normalise {
  const tables = mean.map((channelMean, channel) =>
    Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - channelMean) / (std[channel] ?? 1)),
  );
  return (square) => {
    const plane = square.length / CHANNELS;
    const tensor = new Float32Array(square.length);
    tables.forEach((table, channel) => {
      const end = (channel + 1) * plane;
      for (let to = channel * plane, from = channel; to < end; to++, from += CHANNELS) {
        tensor[to] = table[square[from] ?? 0] ?? 0;
      }
    });
    return tensor;
  };
}
