import { decodeToSquare } from '../../../src/embedding/decode';
import { ResizeKernel, ResizeMode } from '../../../src/embedding';
import { plain } from '../../support/pictures';

const SQUASHED = { sizePx: 8, resize: { kernel: ResizeKernel.LINEAR, mode: ResizeMode.SQUASH } };

describe('decodeToSquare', () => {
  it('gives interleaved RGB', async () => {
    const square = await decodeToSquare(await plain(30, 20, [10, 20, 30]).png().toBuffer(), SQUASHED);
    expect([...square]).toEqual(Array.from({ length: 64 }, () => [10, 20, 30]).flat());
  });

  it('gives three channels for a grey picture, and white for what is transparent', async () => {
    const grey = await plain(20, 20, [99, 99, 99]).greyscale().png().toBuffer();
    const clear = await plain(20, 20, [0, 0, 0]).ensureAlpha(0).png().toBuffer();
    expect(new Set(await decodeToSquare(grey, SQUASHED))).toEqual(new Set([99]));
    expect(new Set(await decodeToSquare(clear, SQUASHED))).toEqual(new Set([255]));
    expect(await decodeToSquare(grey, SQUASHED)).toHaveLength(8 * 8 * 3);
  });

  it('shows all of the picture when squashing and its middle when cropping', async () => {
    const middle = await plain(40, 40, [255, 255, 255]).png().toBuffer();
    const wide = await plain(120, 40, [0, 0, 0])
      .composite([{ input: middle, left: 40, top: 0 }])
      .png()
      .toBuffer();
    const cropped = await decodeToSquare(wide, {
      ...SQUASHED,
      resize: { kernel: ResizeKernel.LINEAR, mode: ResizeMode.CENTRE_CROP },
    });
    // Resampling mixes a little of the neighbours into the outermost pixels.
    expect(Math.min(...cropped)).toBeGreaterThan(200);
    expect(Math.min(...(await decodeToSquare(wide, SQUASHED)))).toBe(0);
  });

  it('rejects what is no picture', async () => {
    await expect(decodeToSquare(Buffer.from('<svg/>'), SQUASHED)).rejects.toThrow();
  });
});
