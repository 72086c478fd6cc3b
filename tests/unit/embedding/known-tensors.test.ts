import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ResizeKernel, ResizeMode } from '../../../src/embedding';
import { decode } from '../../../src/embedding/preprocessing/decode';
import { preparerOf, squarerOf } from '../../../src/embedding/preprocessing/prepare';

/** Made with Pillow and numpy by make.py in the same folder. */
const FOLDER = join(__dirname, '../../data/known-tensors');

const perChannel = z.tuple([z.number(), z.number(), z.number()]);
const known = z
  .object({
    statistics: z.record(z.enum(ResizeMode), z.object({ mean: perChannel, std: perChannel })),
    tensors: z.array(
      z.object({
        picture: z.string(),
        kernel: z.enum(ResizeKernel),
        sizePx: z.int(),
        mode: z.enum(ResizeMode),
        squareSha256: z.string(),
        channelMeans: perChannel,
        samples: z.array(z.tuple([z.int(), z.number()])),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(FOLDER, 'known-tensors.json'), 'utf8')));

const isJpeg = (row: { picture: string }): boolean => row.picture.endsWith('.jpg');
const pictureOf = ({ picture }: { picture: string }): Buffer => readFileSync(join(FOLDER, picture));
const settingsOf = ({ kernel, mode, sizePx }: (typeof known.tensors)[number]) => ({
  sizePx,
  resize: { kernel, mode },
  ...known.statistics[mode],
});

describe('preprocessing against tensors of the reference implementation', () => {
  it('is held against pictures of every kind', () => {
    expect(new Set(known.tensors.map(({ picture }) => picture)).size).toBeGreaterThanOrEqual(10);
  });

  it.each(known.tensors.filter((row) => !isJpeg(row)))(
    '$picture, $kernel, $sizePx pixels, $mode: the same bytes, and values within a thousandth',
    async (row) => {
      const settings = settingsOf(row);
      const square = squarerOf(settings)(await decode(pictureOf(row)));
      expect(createHash('sha256').update(square).digest('hex')).toBe(row.squareSha256);
      const tensor = await preparerOf(settings)(pictureOf(row));
      expect(largestDifference(tensor, row.samples)).toBeLessThan(1e-5);
      channelMeans(tensor).forEach((mean, channel) =>
        expect(Math.abs(mean - (row.channelMeans[channel] ?? NaN))).toBeLessThan(1e-5),
      );
    },
  );

  it.each(known.tensors.filter(isJpeg))(
    '$picture, $kernel, $sizePx pixels: as near as two decoders of JPEG are to each other',
    async (row) => {
      const tensor = await preparerOf(settingsOf(row))(pictureOf(row));
      // One step of 255, on the scale of -1 to 1, for rounding in the decoder and one for rounding after it.
      expect(largestDifference(tensor, row.samples)).toBeLessThan((2 * 2) / 255 + 1e-5);
      channelMeans(tensor).forEach((mean, channel) =>
        expect(Math.abs(mean - (row.channelMeans[channel] ?? NaN))).toBeLessThan(1e-3),
      );
    },
  );
});

function largestDifference(tensor: Float32Array, samples: readonly (readonly [number, number])[]): number {
  return Math.max(...samples.map(([position, value]) => Math.abs((tensor[position] ?? NaN) - value)));
}

function channelMeans(tensor: Float32Array): number[] {
  const plane = tensor.length / 3;
  return [0, 1, 2].map(
    (channel) =>
      tensor.subarray(channel * plane, (channel + 1) * plane).reduce((sum, value) => sum + value, 0) / plane,
  );
}
