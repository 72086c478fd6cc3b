import { ResizeKernel, ResizeMode } from '../../../../src/embedding';
import { decode } from '../../../../src/embedding/preprocessing/decode';
import { preparerOf, squarerOf } from '../../../../src/embedding/preprocessing/prepare';
import { plain } from '../../../support/pictures';

const SQUASHED = { sizePx: 8, resize: { kernel: ResizeKernel.BILINEAR, mode: ResizeMode.SQUASH } };
const CROPPED = { ...SQUASHED, resize: { ...SQUASHED.resize, mode: ResizeMode.CENTRE_CROP } };

const squareOfBytes = async (bytes: Buffer, settings = SQUASHED as typeof SQUASHED | typeof CROPPED) =>
  squarerOf(settings)(await decode(bytes));

describe('a square of a picture', () => {
  it('is interleaved RGB', async () => {
    const square = await squareOfBytes(await plain(30, 20, [10, 20, 30]).png().toBuffer());
    expect([...square]).toEqual(Array.from({ length: 64 }, () => [10, 20, 30]).flat());
  });

  it('has three channels for a grey picture, and white for what is transparent', async () => {
    const grey = await plain(20, 20, [99, 99, 99]).greyscale().png().toBuffer();
    const clear = await plain(20, 20, [0, 0, 0]).ensureAlpha(0).png().toBuffer();
    expect(new Set(await squareOfBytes(grey))).toEqual(new Set([99]));
    expect(new Set(await squareOfBytes(clear))).toEqual(new Set([255]));
    expect(await squareOfBytes(grey)).toHaveLength(8 * 8 * 3);
  });

  it('shows all of the picture when squashed and its middle when cropped', async () => {
    const middle = await plain(40, 40, [255, 255, 255]).png().toBuffer();
    const wide = await plain(120, 40, [0, 0, 0])
      .composite([{ input: middle, left: 40, top: 0 }])
      .png()
      .toBuffer();
    // Resampling mixes a little of the neighbours into the outermost pixels.
    expect(Math.min(...(await squareOfBytes(wide, CROPPED)))).toBeGreaterThan(200);
    expect(Math.min(...(await squareOfBytes(wide)))).toBe(0);
  });
});

describe('preparerOf', () => {
  it('puts one channel after another, normalised', async () => {
    const prepare = preparerOf({ ...SQUASHED, mean: [0, 0.2, 0.5], std: [1, 0.5, 0.5] });
    const tensor = await prepare(await plain(9, 9, [0, 51, 255]).png().toBuffer());
    expect(tensor).toHaveLength(3 * 64);
    expect([tensor[0], tensor[64], tensor[128]].map((value) => value?.toFixed(4))).toEqual([
      '0.0000',
      '0.0000',
      '1.0000',
    ]);
  });

  it('rejects what is no picture', async () => {
    const prepare = preparerOf({ ...SQUASHED, mean: [0, 0, 0], std: [1, 1, 1] });
    await expect(prepare(Buffer.from('<svg/>'))).rejects.toThrow();
  });
});
