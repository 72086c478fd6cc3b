import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import {
  DEFAULT_PICTURE_LIMITS,
  explainPictureProblem,
  PictureProblem,
  preparePicture,
  type PreparedPicture,
} from '../../../src/imaging';
import { HOSTILE_PICTURES } from '../../support/hostile-pictures';
import { jpegOfManyScans, jpegSegment, withJpegSegments } from '../../support/jpeg-file';
import { noise, plain } from '../../support/pictures';
import { pngChunk, withPngChunks } from '../../support/png-file';

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

  it('puts what is transparent on white', async () => {
    const clear = await sharp({
      create: { width: 256, height: 256, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect((await prepared(clear)).quality.brightness).toBeCloseTo(1, 2);
  });
});

/** sharp can, and its types do not say so yet. */
function withGainMap(picture: Sharp): Sharp {
  return (picture as Sharp & { withGainMap(): Sharp }).withGainMap();
}

describe('preparePicture takes', () => {
  it.each([
    ['a progressive JPEG', () => noise(320, 240).jpeg({ progressive: true }).toBuffer()],
    ['an Ultra HDR JPEG, as newer phones make', () => withGainMap(noise(320, 240)).jpeg().toBuffer()],
    ['a grey JPEG', () => noise(320, 240).greyscale().jpeg().toBuffer()],
    ['an interlaced PNG', () => noise(320, 240).png({ progressive: true }).toBuffer()],
    ['a PNG of 16 colours', () => noise(320, 240).png({ palette: true, colours: 16 }).toBuffer()],
    ['a grey PNG with transparency', () => noise(320, 240).greyscale().ensureAlpha().png().toBuffer()],
    ['a lossless WebP', () => noise(320, 240).webp({ lossless: true }).toBuffer()],
    ['a WebP with transparency', () => noise(320, 240).ensureAlpha(0.5).webp().toBuffer()],
    ['a WebP with a profile and EXIF', () => noise(320, 240).withMetadata().webp().toBuffer()],
  ])('%s', async (_name, bytes) => {
    expect(await prepared(await bytes())).toMatchObject({ widthPx: 320, heightPx: 240 });
  });

  it('a picture with another file behind or within it, and keeps nothing of that', async () => {
    const jpeg = await noise(320, 240).jpeg().toBuffer();
    const png = await noise(320, 240).png().toBuffer();
    const page = Buffer.from('<html><script>PLANTED</script></html>');
    const archive = Buffer.concat([Buffer.from('PK\x03\x04'), page]);
    for (const bytes of [
      Buffer.concat([jpeg, archive]),
      withJpegSegments(jpeg, jpegSegment(0xfe, page)),
      withJpegSegments(jpeg, jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0II*\0PLANTED'), page]))),
      Buffer.concat([png, archive]),
      withPngChunks(png, pngChunk('zTXt', Buffer.concat([Buffer.from('x\0\0'), deflateSync(page)]))),
    ])
      expect((await prepared(bytes)).bytes.includes('PLANTED')).toBe(false);
  });

  it('the very type that was announced', async () => {
    const bytes = await noise(64, 64).png().toBuffer();
    expect((await preparePicture(bytes, DEFAULT_PICTURE_LIMITS, 'image/png')).ok).toBe(true);
  });
});

describe('preparePicture refuses', () => {
  it.each(HOSTILE_PICTURES.map((hostile) => [hostile.name, hostile.problem, hostile] as const))(
    '%s: %s',
    async (_name, problem, { bytes, mimeType }) => {
      const result = await preparePicture(await bytes(), DEFAULT_PICTURE_LIMITS, mimeType);
      expect(result.ok ? null : result.error).toBe(problem);
    },
  );

  it.each(['jpeg', 'png', 'webp'] as const)('a %s cut off at any tenth', async (format) => {
    const bytes = await noise(320, 240).toFormat(format).toBuffer();
    for (let tenth = 1; tenth < 10; tenth += 1) {
      const cut = bytes.subarray(0, (bytes.length * tenth) / 10);
      expect(await problemOf(cut)).toBe(PictureProblem.DAMAGED);
    }
  });

  it('one scan more than the limit as too large, even of a small picture', async () => {
    const { maxScans } = DEFAULT_PICTURE_LIMITS;
    expect(await problemOf(jpegOfManyScans(320, maxScans - 1))).toBeNull();
    expect(await problemOf(jpegOfManyScans(320, maxScans))).toBe(PictureProblem.TOO_LARGE);
  });

  it('what takes the decoder too long as too large', async () => {
    const limits = { ...DEFAULT_PICTURE_LIMITS, maxScans: Infinity, maxDecodeSeconds: 1 };
    expect(await preparePicture(jpegOfManyScans(7000, 800), limits)).toEqual({
      ok: false,
      error: PictureProblem.TOO_LARGE,
    });
  });

  it('more bytes than the limit as too large', async () => {
    const bytes = await noise(64, 64).png().toBuffer();
    const limits = { ...DEFAULT_PICTURE_LIMITS, maxBytes: bytes.length - 1 };
    expect(await preparePicture(bytes, limits)).toEqual({ ok: false, error: PictureProblem.TOO_LARGE });
  });
});

describe('what is said of a refused picture', () => {
  it('names the format that was recognised, and what to send instead', () => {
    const text = explainPictureProblem(PictureProblem.UNSUPPORTED_FORMAT, 'HEIC');
    expect(text).toMatch(/HEIC.*JPEG, PNG or WebP/);
  });

  it('is another sentence for every reason', () => {
    const texts = Object.values(PictureProblem).map((problem) => explainPictureProblem(problem));
    expect(new Set(texts).size).toBe(texts.length);
  });
});
