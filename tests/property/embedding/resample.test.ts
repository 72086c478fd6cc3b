import fc from 'fast-check';
import { ResizeKernel, ResizeMode } from '../../../src/embedding';
import { normaliserOf } from '../../../src/embedding/preprocessing/channels-first';
import { squarerOf } from '../../../src/embedding/preprocessing/prepare';
import { windowOf } from '../../../src/embedding/preprocessing/fit';
import { createResampler, type RgbPicture } from '../../../src/embedding/preprocessing/resample';
import { resampledPlainly } from '../../support/plain-resampling';

const side = fc.integer({ min: 1, max: 60 });
const byte = fc.integer({ min: 0, max: 255 });
const settings = fc.record({
  sizePx: fc.integer({ min: 1, max: 40 }),
  resize: fc.record({
    kernel: fc.constantFrom(...Object.values(ResizeKernel)),
    mode: fc.constantFrom(...Object.values(ResizeMode)),
  }),
});
const picture: fc.Arbitrary<RgbPicture> = fc
  .tuple(side, side)
  .chain(([widthPx, heightPx]) =>
    fc
      .uint8Array({ minLength: widthPx * heightPx * 3, maxLength: widthPx * heightPx * 3 })
      .map((pixels) => ({ widthPx, heightPx, pixels })),
  );

describe('resampling', () => {
  it('gives to the last bit what the two passes give value by value', () => {
    const resample = createResampler();
    fc.assert(
      fc.property(picture, settings, (original, { sizePx, resize: { kernel, mode } }) => {
        const window = windowOf(original, sizePx, mode);
        expect(resample(original, window, kernel)).toEqual(resampledPlainly(original, window, kernel));
      }),
    );
  });

  it('leaves a picture of one colour that colour, whatever its size', () => {
    fc.assert(
      fc.property(side, side, fc.tuple(byte, byte, byte), settings, (widthPx, heightPx, colour, how) => {
        const pixels = Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, i) => colour[i % 3] ?? 0);
        const square = squarerOf(how)({ widthPx, heightPx, pixels });
        expect(square).toHaveLength(how.sizePx ** 2 * 3);
        expect(square.every((value, i) => value === colour[i % 3])).toBe(true);
      }),
    );
  });

  it('never makes a picture brighter or darker than it is anywhere, with weights that are not negative', () => {
    fc.assert(
      fc.property(picture, settings, ({ pixels, ...size }, { sizePx, resize: { mode } }) => {
        const resize = { kernel: ResizeKernel.BILINEAR, mode };
        const square = squarerOf({ sizePx, resize })({ pixels, ...size });
        expect(Math.min(...square)).toBeGreaterThanOrEqual(Math.min(...pixels));
        expect(Math.max(...square)).toBeLessThanOrEqual(Math.max(...pixels));
      }),
    );
  });

  it('treats the two directions alike: a transposed picture gives the transposed square, within rounding', () => {
    fc.assert(
      fc.property(picture, settings, (original, { sizePx }) => {
        const how = { sizePx, resize: { kernel: ResizeKernel.BILINEAR, mode: ResizeMode.SQUASH } };
        const square = squarerOf(how)(original);
        const turnedBack = transposed({
          widthPx: sizePx,
          heightPx: sizePx,
          pixels: squarerOf(how)(transposed(original)),
        });
        // Bytes between the passes: their order shows in the last bit. (Bicubic also clips between them.)
        const farthest = Math.max(...turnedBack.pixels.map((value, i) => Math.abs(value - (square[i] ?? 0))));
        expect(farthest).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives values between those of black and of white', () => {
    const mean = [0.48, 0.45, 0.4] as const;
    const std = [0.27, 0.26, 0.28] as const;
    const normalise = normaliserOf(mean, std);
    fc.assert(
      fc.property(picture, settings, (original, how) => {
        const tensor = normalise(squarerOf(how)(original));
        const plane = tensor.length / 3;
        tensor.forEach((value, i) => {
          const channel = Math.floor(i / plane) as 0 | 1 | 2;
          expect(value).toBeGreaterThanOrEqual(Math.fround((0 - mean[channel]) / std[channel]));
          expect(value).toBeLessThanOrEqual(Math.fround((1 - mean[channel]) / std[channel]));
        });
      }),
      { numRuns: 20 },
    );
  });
});

function transposed({ widthPx, heightPx, pixels }: RgbPicture): RgbPicture {
  const turned = new Uint8Array(pixels.length);
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      const from = (row * widthPx + column) * 3;
      turned.set(pixels.subarray(from, from + 3), (column * heightPx + row) * 3);
    }
  }
  return { widthPx: heightPx, heightPx: widthPx, pixels: turned };
}
