import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { PictureProblem } from '../../src/imaging';
import { frameHeaderAt, jpegOfManyScans, jpegSegment, withJpegSegments } from './jpeg-file';
import { jpegClaiming, noise, plain, pngClaiming } from './pictures';
import { packedZeros, pngChunk, pngFile, withPngChunks } from './png-file';
import { canvas, losslessFrame, webpChunk, webpFile } from './webp-file';

/** A file that must not become a picture, with what is to be said of it. */
export interface HostilePicture {
  readonly name: string;
  /** What whoever sends it would announce, by the file's name. */
  readonly mimeType: string;
  readonly problem: PictureProblem;
  readonly bytes: () => Buffer | Promise<Buffer>;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const SKIN = [200, 150, 130] as const;
const jpeg = (): Promise<Buffer> => noise(320, 240).jpeg().toBuffer();
const png = (): Promise<Buffer> => noise(320, 240).png().toBuffer();
const webp = (): Promise<Buffer> => noise(320, 240).webp().toBuffer();
const foreign = (format: 'gif' | 'tiff' | 'avif') => () => plain(300, 300, SKIN).toFormat(format).toBuffer();
const isoFile = (brand: string) => (): Buffer =>
  latin1(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1${brand}\0\0\0\x08mdat`);

/** Two frames, one grey and one white: below one another, which is how sharp takes an animation. */
const animated = (): Promise<Buffer> => {
  const frame = { width: 64, height: 64, channels: 3 } as const;
  const pixels = Buffer.concat([Buffer.alloc(64 * 64 * 3, 120), Buffer.alloc(64 * 64 * 3, 255)]);
  return sharp(pixels, { raw: { ...frame, height: 128, pageHeight: 64 } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
};

const jpegOf = (change: (jpeg: Buffer, frameAt: number) => void) => async (): Promise<Buffer> => {
  const bytes = await jpeg();
  change(bytes, frameHeaderAt(bytes));
  return bytes;
};
const keyword = (rest: string): Buffer => latin1(`Comment\0${rest}`);
const pngWith =
  (type: string, ...data: readonly Buffer[]) =>
  async (): Promise<Buffer> =>
    withPngChunks(await png(), pngChunk(type, Buffer.concat([...data])));

const UNREAD: readonly HostilePicture[] = (
  [
    ['HEIC', isoFile('heic'), 'image/jpeg'],
    ['HEIC of several pictures', isoFile('mif1'), 'image/jpeg'],
    ['AVIF', foreign('avif'), 'image/webp'],
    ['GIF', foreign('gif'), 'image/png'],
    ['TIFF', foreign('tiff'), 'image/jpeg'],
    ['BMP', () => latin1('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0'), 'image/png'],
    ['PDF', () => latin1('%PDF-1.7\n'), 'image/jpeg'],
    ['JPEG XL', () => latin1('\xff\x0a\xfa\x1f'), 'image/jpeg'],
    ['SVG', () => latin1('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"/>'), 'image/png'],
    [
      'SVG behind a declaration',
      () => latin1('<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'image/png',
    ],
    ['lossless JPEG', jpegOf((bytes, at) => bytes.writeUInt8(0xc3, at + 1)), 'image/jpeg'],
  ] as const
).map(([name, bytes, mimeType]) => ({ name, bytes, mimeType, problem: PictureProblem.UNSUPPORTED_FORMAT }));

const NO_PICTURES: readonly HostilePicture[] = (
  [
    ['an empty file', () => Buffer.alloc(0)],
    ['a single byte', () => Buffer.of(0xff)],
    ['text named .jpg', () => latin1('I have a rash on my arm.')],
    ['a page named .jpg', () => latin1('<!DOCTYPE html><html><body>rash</body></html>')],
    ['an archive named .jpg', () => latin1('PK\x03\x04\x14\0\0\0\x08\0')],
    ['a programme named .jpg', () => latin1('\x7fELF\x02\x01\x01\0')],
    ['a film named .jpg', isoFile('isom')],
  ] as const
).map(([name, bytes]) => ({ name, bytes, mimeType: 'image/jpeg', problem: PictureProblem.NOT_A_PICTURE }));

const WRONGLY_NAMED: readonly HostilePicture[] = (
  [
    ['a PNG named .jpg', png, 'image/jpeg'],
    ['a JPEG named .png', jpeg, 'image/png'],
    ['a WebP named .jpg', webp, 'image/jpeg'],
  ] as const
).map(([name, bytes, mimeType]) => ({ name, bytes, mimeType, problem: PictureProblem.TYPE_MISMATCH }));

const UNUSUAL: readonly HostilePicture[] = [
  {
    name: 'a CMYK JPEG',
    mimeType: 'image/jpeg',
    problem: PictureProblem.UNSUPPORTED_COLOUR,
    bytes: () => noise(256, 256).toColourspace('cmyk').jpeg().toBuffer(),
  },
  {
    name: 'a 16-bit PNG',
    mimeType: 'image/png',
    problem: PictureProblem.UNSUPPORTED_DEPTH,
    bytes: () => noise(256, 256).toColourspace('rgb16').png().toBuffer(),
  },
  {
    name: 'a 12-bit JPEG',
    mimeType: 'image/jpeg',
    problem: PictureProblem.UNSUPPORTED_DEPTH,
    bytes: jpegOf((bytes, at) => bytes.writeUInt8(12, at + 4)),
  },
  { name: 'an animated WebP', mimeType: 'image/webp', problem: PictureProblem.ANIMATED, bytes: animated },
  {
    name: 'a WebP that says it is animated, of one frame',
    mimeType: 'image/webp',
    problem: PictureProblem.ANIMATED,
    bytes: () => webpFile(canvas(64, 64, 0x02), losslessFrame(64, 64)),
  },
  {
    name: 'an animated PNG',
    mimeType: 'image/png',
    problem: PictureProblem.ANIMATED,
    bytes: pngWith('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
  },
];

const BOMB_MEBIBYTES = 1024;
const HUGE_PX = 7000;

const ENORMOUS: readonly HostilePicture[] = (
  [
    ['a PNG that claims 100,000 by 100,000', 'image/png', () => pngClaiming(100_000, 100_000)],
    ['a PNG that claims fifty million lines of one', 'image/png', () => pngClaiming(1, 50_000_000)],
    ['a JPEG that claims 65,500 by 65,500', 'image/jpeg', () => jpegClaiming(65_500, 65_500)],
    ['a WebP that claims 16,384 by 16,384', 'image/webp', () => webpFile(losslessFrame(16_384, 16_384))],
    [
      'a WebP canvas of 2^24 by 2^24',
      'image/webp',
      () => webpFile(canvas(2 ** 24, 2 ** 24), losslessFrame(64, 64)),
    ],
    [
      'a PNG with a gibibyte packed behind its pixels',
      'image/png',
      () => pngFile({ widthPx: 300, heightPx: 300 }, [pngChunk('IDAT', packedZeros(BOMB_MEBIBYTES))]),
    ],
    [
      'a PNG with a gibibyte packed in a colour profile',
      'image/png',
      pngWith('iCCP', keyword('\0'), packedZeros(BOMB_MEBIBYTES)),
    ],
    [
      'a PNG with a gibibyte packed in a comment',
      'image/png',
      pngWith('zTXt', keyword('\0'), packedZeros(BOMB_MEBIBYTES)),
    ],
    [
      'a PNG with a gibibyte packed in a comment in Unicode',
      'image/png',
      pngWith('iTXt', keyword('\x01\0en\0\0'), packedZeros(BOMB_MEBIBYTES)),
    ],
    [
      'a PNG with nine large packed comments',
      'image/png',
      async () => {
        const comment = pngChunk('zTXt', Buffer.concat([keyword('\0'), packedZeros(1)]));
        return withPngChunks(await png(), ...Array.from({ length: 9 }, () => comment));
      },
    ],
    [
      'a PNG with a thousand small packed comments',
      'image/png',
      async () => {
        const comment = pngChunk('zTXt', Buffer.concat([keyword('\0'), deflateSync(Buffer.of(1))]));
        return withPngChunks(await png(), ...Array.from({ length: 1000 }, () => comment));
      },
    ],
    [
      'a JPEG of countless segments',
      'image/jpeg',
      async () => {
        const comments = Array.from({ length: 25_000 }, () => jpegSegment(0xfe, Buffer.of()));
        return withJpegSegments(await jpeg(), Buffer.concat(comments));
      },
    ],
    [
      'a WebP of countless chunks',
      'image/webp',
      () => webpFile(...Array.from({ length: 25_000 }, () => webpChunk('NONE', Buffer.of()))),
    ],
    [
      'a PNG of countless chunks',
      'image/png',
      async () => {
        const comments = Array.from({ length: 25_000 }, () => pngChunk('tEXt', keyword('x')));
        return withPngChunks(await png(), Buffer.concat(comments));
      },
    ],
    ['a JPEG of 3,000 scans', 'image/jpeg', () => jpegOfManyScans(HUGE_PX, 3000)],
    [
      'a progressive JPEG that must be held whole',
      'image/jpeg',
      () => plain(HUGE_PX, HUGE_PX, SKIN).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    ],
    [
      'an interlaced PNG that must be held whole',
      'image/png',
      () => plain(HUGE_PX, HUGE_PX, SKIN).png({ progressive: true, compressionLevel: 1 }).toBuffer(),
    ],
    [
      'more bytes than are taken',
      'image/jpeg',
      async () => Buffer.concat([await jpeg(), Buffer.alloc(15 * 1024 * 1024)]),
    ],
  ] as const
).map(([name, mimeType, bytes]) => ({ name, mimeType, bytes, problem: PictureProblem.TOO_LARGE }));

const DAMAGED: readonly HostilePicture[] = (
  [
    ['a JPEG cut in half', 'image/jpeg', async () => halfOf(await jpeg())],
    ['a PNG cut in half', 'image/png', async () => halfOf(await png())],
    ['a WebP cut in half', 'image/webp', async () => halfOf(await webp())],
    ['a JPEG without its last two bytes', 'image/jpeg', async () => (await jpeg()).subarray(0, -2)],
    ['a PNG without its end', 'image/png', async () => (await png()).subarray(0, -12)],
    [
      'a JPEG with garbage where its samples are',
      'image/jpeg',
      jpegOf((bytes) => bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 200)),
    ],
    [
      'a JPEG with restarts that nobody announced',
      'image/jpeg',
      jpegOf((bytes) => {
        for (let at = 2000; at < 3000; at += 100) bytes.set([0xff, 0xd0 + (at % 8)], at);
      }),
    ],
    ['a JPEG of no height', 'image/jpeg', jpegOf((bytes, at) => bytes.writeUInt16BE(0, at + 5))],
    ['a JPEG of two frames', 'image/jpeg', async () => withFrameTwice(await jpeg())],
    ['a JPEG of nothing but its beginning', 'image/jpeg', () => Buffer.of(0xff, 0xd8, 0xff, 0xd9)],
    ['a PNG of nothing but its beginning', 'image/png', () => latin1('\x89PNG\r\n\x1a\n then nothing')],
    ['an SVG dressed up as a PNG', 'image/png', () => latin1('\x89PNG\r\n\x1a\n<svg xmlns="x"/> and more')],
    ['a PNG of no width', 'image/png', () => pngClaiming(0, 100)],
    ['a PNG without pixels', 'image/png', () => pngFile({ widthPx: 300, heightPx: 300 }, [])],
    [
      'a PNG of fewer pixels than it declares',
      'image/png',
      () => pngFile({ widthPx: 300, heightPx: 300 }, [pngChunk('IDAT', deflateSync(Buffer.alloc(100)))]),
    ],
    ['a PNG with one wrong bit', 'image/png', async () => withOneWrongBit(await png())],
    ['a WebP of nothing but its beginning', 'image/webp', () => latin1('RIFF\x04\0\0\0WEBP')],
    ['a WebP of unknown chunks', 'image/webp', () => webpFile(webpChunk('NONE', Buffer.alloc(64)))],
  ] as const
).map(([name, mimeType, bytes]) => ({ name, mimeType, bytes, problem: PictureProblem.DAMAGED }));

/** Every kind of file that must be refused. Drawn and put together anew each time; the same bytes every time. */
export const HOSTILE_PICTURES: readonly HostilePicture[] = [
  ...UNREAD,
  ...NO_PICTURES,
  ...WRONGLY_NAMED,
  ...UNUSUAL,
  ...ENORMOUS,
  ...DAMAGED,
];

function halfOf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}

function withFrameTwice(bytes: Buffer): Buffer {
  const start = frameHeaderAt(bytes);
  const frame = bytes.subarray(start + 4, start + 2 + bytes.readUInt16BE(start + 2));
  return withJpegSegments(bytes, jpegSegment(bytes.readUInt8(start + 1), frame));
}

function withOneWrongBit(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const middle = Math.floor(changed.length / 2);
  changed.writeUInt8(changed.readUInt8(middle) ^ 0x10, middle);
  return changed;
}
