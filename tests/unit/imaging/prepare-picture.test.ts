import sharp from 'sharp';
import {
  DEFAULT_PICTURE_LIMITS,
  PictureProblem,
  preparePicture,
  type PreparedPicture,
} from '../../../src/imaging';
import { jpegClaiming, noise, plain, pngClaiming } from '../../support/pictures';

async function prepared(bytes: Buffer): Promise<PreparedPicture> {
  const result = await preparePicture(bytes);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

async function problemOf(bytes: Buffer): Promise<PictureProblem | null> {
  const result = await preparePicture(bytes);
  return result.ok ? null : result.error;
}

describe('preparePicture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('draws a %s anew as JPEG', async (format) => {
    const picture = await prepared(await noise(320, 240).toFormat(format).toBuffer());
    expect(picture).toMatchObject({ mimeType: 'image/jpeg', widthPx: 320, heightPx: 240 });
    expect(picture.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await sharp(picture.bytes).metadata()).format).toBe('jpeg');
  });

  it('gives the same bytes and digest for the same picture', async () => {
    const bytes = await noise(320, 240).png().toBuffer();
    expect((await prepared(bytes)).sha256).toBe((await prepared(bytes)).sha256);
  });

  it('leaves no EXIF, GPS, comment or profile behind', async () => {
    const tagged = await noise(300, 300)
      .withExif({
        IFD0: { Artist: 'PLANTED-ARTIST', Copyright: 'PLANTED-COPYRIGHT' },
        IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '1/1 17/1 2/1', GPSProcessingMethod: 'PLANTED-GPS' },
      })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 17]), Buffer.from('PLANTED-COMMENT')]);
    const bytes = Buffer.concat([
      tagged.subarray(0, 2),
      comment,
      tagged.subarray(2),
      Buffer.from('PLANTED-TAIL'),
    ]);
    expect(bytes.toString('latin1').match(/PLANTED-(ARTIST|COPYRIGHT|COMMENT|TAIL)/g)).toHaveLength(4);

    const picture = await prepared(bytes);
    expect(picture.bytes.toString('latin1')).not.toMatch(/PLANTED|Exif|GPS|ICC_PROFILE/);
    const metadata = await sharp(picture.bytes).metadata();
    expect(metadata).not.toHaveProperty('exif');
    expect(metadata).not.toHaveProperty('icc');
    expect(metadata).not.toHaveProperty('orientation');
  });

  it('turns a picture upright before it forgets how it was held', async () => {
    const left = await plain(150, 400, [255, 0, 0]).png().toBuffer();
    const held = await plain(300, 400, [0, 0, 255])
      .composite([{ input: left, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();

    const picture = await prepared(held);
    expect(picture).toMatchObject({ widthPx: 400, heightPx: 300 });
    const area = { left: 0, top: 0, width: 400, height: 100 };
    const top = await sharp(await sharp(picture.bytes).extract(area).toBuffer()).stats();
    expect(top.channels[0]?.mean).toBeGreaterThan(240);
    expect(top.channels[2]?.mean).toBeLessThan(15);
  });

  it('scales the longest side down and never up', async () => {
    expect(await prepared(await plain(4096, 1024, [90, 80, 70]).jpeg().toBuffer())).toMatchObject({
      widthPx: 2048,
      heightPx: 512,
    });
    expect(await prepared(await plain(300, 200, [90, 80, 70]).jpeg().toBuffer())).toMatchObject({
      widthPx: 300,
    });
  });

  it('takes CMYK, 16 bits a channel, transparency and the first frame of an animation', async () => {
    const cmyk = await noise(256, 256).toColourspace('cmyk').jpeg().toBuffer();
    const deep = await noise(256, 256).toColourspace('rgb16').png().toBuffer();
    const clear = await sharp({
      create: { width: 256, height: 256, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect((await sharp((await prepared(cmyk)).bytes).metadata()).space).toBe('srgb');
    expect((await sharp((await prepared(deep)).bytes).metadata()).depth).toBe('uchar');
    expect((await prepared(clear)).quality.brightness).toBeCloseTo(1, 2);
  });
});

describe('preparePicture refuses', () => {
  it.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>')],
    ['text named .jpg', Buffer.from('I have a rash on my arm.')],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['nothing', Buffer.alloc(0)],
  ])('%s as no picture', async (_name, bytes) => {
    expect(await problemOf(bytes)).toBe(PictureProblem.NOT_A_PICTURE);
  });

  it.each(['gif', 'tiff', 'avif'] as const)('%s as no picture', async (format) => {
    const bytes = await plain(300, 300, [9, 9, 9]).toFormat(format).toBuffer();
    expect(await problemOf(bytes)).toBe(PictureProblem.NOT_A_PICTURE);
  });

  it('a JPEG that ends early as damaged', async () => {
    const bytes = await noise(300, 300).jpeg().toBuffer();
    expect(await problemOf(bytes.subarray(0, bytes.length / 2))).toBe(PictureProblem.DAMAGED);
  });

  it('a JPEG that is broken in the middle as damaged', async () => {
    const bytes = await noise(300, 300).jpeg().toBuffer();
    bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 200);
    expect(await problemOf(bytes)).toBe(PictureProblem.DAMAGED);
  });

  it('a header without a picture as damaged', async () => {
    expect(await problemOf(Buffer.from('\x89PNG\r\n\x1a\n then nothing', 'latin1'))).toBe(
      PictureProblem.DAMAGED,
    );
  });

  it('an SVG dressed up as a PNG as damaged, without rendering it', async () => {
    const bytes = Buffer.from('\x89PNG\r\n\x1a\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'latin1');
    expect(await problemOf(bytes)).toBe(PictureProblem.DAMAGED);
  });

  it('a small file that declares an enormous picture as too large', async () => {
    expect(await problemOf(await pngClaiming(100_000, 100_000))).toBe(PictureProblem.TOO_LARGE);
    expect(await problemOf(await jpegClaiming(65_000, 65_000))).toBe(PictureProblem.TOO_LARGE);
  });

  it('more bytes than the limit as too large', async () => {
    const bytes = await noise(64, 64).png().toBuffer();
    const limits = { ...DEFAULT_PICTURE_LIMITS, maxBytes: bytes.length - 1 };
    expect(await preparePicture(bytes, limits)).toEqual({ ok: false, error: PictureProblem.TOO_LARGE });
  });
});
