import { PictureProblem } from '../picture-problem';
import { type PictureLimits } from '../picture-limits';

/** `RIFF`, the length of the rest, `WEBP`. */
const FILE_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const ANIMATION_FLAG = 0x02;
/** A still picture has at most eight kinds of chunk; the walk is on the thread that answers everybody. */
const MAX_CHUNKS = 1000;

/** Walks over a WebP's chunks, decoding nothing, and says why it must not be given to the decoder; null if it may. */
export function inspectWebp(bytes: Buffer, limits: PictureLimits): PictureProblem | null {
  if (bytes.length < FILE_HEADER_BYTES) return PictureProblem.DAMAGED;
  const end = CHUNK_HEADER_BYTES + bytes.readUInt32LE(4);
  if (end > bytes.length) return PictureProblem.DAMAGED;
  let pixels: number | null = null;
  let chunksLeft = MAX_CHUNKS;
  for (const { type, data } of chunksOf(bytes.subarray(0, end))) {
    chunksLeft -= 1;
    if (chunksLeft < 0) return PictureProblem.TOO_LARGE;
    if (type === 'ANIM' || type === 'ANMF') return PictureProblem.ANIMATED;
    if (type === 'VP8X' && ((data[0] ?? 0) & ANIMATION_FLAG) !== 0) return PictureProblem.ANIMATED;
    const declared = pixelsOf(type, data);
    if (declared > limits.maxPixels) return PictureProblem.TOO_LARGE;
    if (type === 'VP8 ' || type === 'VP8L') pixels = declared;
  }
  return pixels === null || pixels === 0 ? PictureProblem.DAMAGED : null;
}

function* chunksOf(bytes: Buffer): Generator<{ readonly type: string; readonly data: Buffer }> {
  let at = FILE_HEADER_BYTES;
  while (at + CHUNK_HEADER_BYTES <= bytes.length) {
    const lengthBytes = bytes.readUInt32LE(at + 4);
    const start = at + CHUNK_HEADER_BYTES;
    yield { type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(start, start + lengthBytes) };
    at = start + lengthBytes + (lengthBytes % 2);
  }
}

/** What a chunk declares, whether canvas (`VP8X`) or frame (RFC 9649, 2.5 to 2.7); 0 for any other, or one cut short. */
function pixelsOf(type: string, data: Buffer): number {
  const SIDE_BITS = 0x3fff;
  if (type === 'VP8X' && data.length >= 10) return (data.readUIntLE(4, 3) + 1) * (data.readUIntLE(7, 3) + 1);
  if (type === 'VP8 ' && data.length >= 10) {
    return (data.readUInt16LE(6) & SIDE_BITS) * (data.readUInt16LE(8) & SIDE_BITS);
  }
  if (type === 'VP8L' && data.length >= 5) {
    const sides = data.readUInt32LE(1);
    return ((sides & SIDE_BITS) + 1) * (((sides >>> 14) & SIDE_BITS) + 1);
  }
  return 0;
}
