import fc from 'fast-check';
import { PictureProblem, preparePicture } from '../../../src/imaging';
import { noise } from '../../support/pictures';

describe('preparePicture', () => {
  it.each([
    ['JPEG', () => noise(48, 48).jpeg()],
    ['progressive JPEG', () => noise(48, 48).jpeg({ progressive: true })],
    ['PNG', () => noise(48, 48).png()],
    ['interlaced PNG of few colours', () => noise(48, 48).png({ progressive: true, palette: true })],
    ['WebP', () => noise(48, 48).webp()],
    ['lossless WebP', () => noise(48, 48).webp({ lossless: true })],
  ] as const)('has an answer to every way of damaging a %s, and never throws', async (_kind, draw) => {
    const whole = await draw().withMetadata().toBuffer();
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, length) => {
        const bytes = Buffer.from(whole.subarray(0, length));
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        const result = await preparePicture(bytes);
        if (result.ok) expect(result.value.bytes.subarray(0, 3)).toEqual(Buffer.of(0xff, 0xd8, 0xff));
        else expect(Object.values(PictureProblem)).toContain(result.error);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['JPEG', '\xff\xd8\xff\xe0'],
    ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR'],
    ['WebP', 'RIFF\x40\0\0\0WEBPVP8X'],
  ])('makes nothing of whatever stands behind the beginning of a %s', async (_format, start) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400, size: 'max' }), async (rest) => {
        const result = await preparePicture(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
        expect(result.ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
