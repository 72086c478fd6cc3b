import sharp, { type Sharp } from 'sharp';

/** Coloured noise: as sharp as a picture can be. The same every time. */
export function noise(widthPx: number, heightPx: number): Sharp {
  const pixels = Buffer.alloc(widthPx * heightPx * 3);
  let state = 12345;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[i] = 64 + (state >>> 25);
  }
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 3 } });
}

/** One colour all over; 0..255. */
export function plain(
  widthPx: number,
  heightPx: number,
  [r, g, b]: readonly [number, number, number],
): Sharp {
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: { r, g, b } } });
}

/** A JPEG whose header claims other sides than its data has. */
export async function jpegClaiming(widthPx: number, heightPx: number): Promise<Buffer> {
  const bytes = await noise(64, 64).jpeg({ progressive: false }).toBuffer();
  const startOfFrame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(heightPx, startOfFrame + 5);
  bytes.writeUInt16BE(widthPx, startOfFrame + 7);
  return bytes;
}

/** A PNG of a few bytes that claims to be enormous, with a correct checksum. */
export async function pngClaiming(widthPx: number, heightPx: number): Promise<Buffer> {
  const bytes = await plain(8, 8, [1, 2, 3]).png().toBuffer();
  bytes.writeUInt32BE(widthPx, 16);
  bytes.writeUInt32BE(heightPx, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
