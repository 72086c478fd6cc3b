/** A chunk with its length, padded to an even one. */
export function webpChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, data, Buffer.alloc(data.length % 2)]);
}

/** A WebP of whatever chunks. */
export function webpFile(...chunks: readonly Buffer[]): Buffer {
  const rest = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]);
  return webpChunk('RIFF', rest);
}

/** The header of a lossless frame, without the frame; sides at most 16,384. */
export function losslessFrame(widthPx: number, heightPx: number): Buffer {
  const frame = Buffer.alloc(64);
  frame.writeUInt8(0x2f, 0);
  frame.writeUInt32LE(((widthPx - 1) | ((heightPx - 1) << 14)) >>> 0, 1);
  return webpChunk('VP8L', frame);
}

/** The header of a WebP that has more than a frame; sides at most 2^24. */
export function canvas(widthPx: number, heightPx: number, flags = 0): Buffer {
  const data = Buffer.alloc(10);
  data.writeUInt8(flags, 0);
  data.writeUIntLE(widthPx - 1, 4, 3);
  data.writeUIntLE(heightPx - 1, 7, 3);
  return webpChunk('VP8X', data);
}
