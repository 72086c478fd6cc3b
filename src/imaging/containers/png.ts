import { PictureProblem } from '../picture-problem';
import { type PictureLimits } from '../picture-limits';
import { tryUnpacking, Unpacking } from './unpack';

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

interface Header {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly isInterlaced: boolean;
}

const SIGNATURE_BYTES = 8;
/** Length, type and checksum. */
const CHUNK_FRAME_BYTES = 12;
const HEADER_BYTES = 13;
/** A 15 MiB picture in chunks of 4 KiB, the smallest that encoders write, has a fifth of this. */
const MAX_CHUNKS = 20_000;
/** Editors write a handful; each is a stream to open. */
const MAX_PACKED_TEXTS = 100;
/** Some encoders leave a few bytes too many behind the picture. */
const SLACK_BYTES = 64 * 1024;

/**
 * Walks over a PNG's chunks and says why it must not be given to the decoder; null if it may. Whatever is packed in it is
 * unpacked once, keeping nothing, to see that it is not more than the header declares. Checksums are left to the decoder.
 */
export async function inspectPng(bytes: Buffer, limits: PictureLimits): Promise<PictureProblem | null> {
  const chunks = readChunks(bytes);
  if (chunks === null) return PictureProblem.DAMAGED;
  if (chunks.length > MAX_CHUNKS) return PictureProblem.TOO_LARGE;
  const header = readHeader(chunks[0]);
  if (header === null) return PictureProblem.DAMAGED;
  const longestPx = Math.max(header.widthPx, header.heightPx);
  if (longestPx > limits.maxSidePx || header.widthPx * header.heightPx > limits.maxPixels)
    return PictureProblem.TOO_LARGE;
  if (header.bitDepth > 8) return PictureProblem.UNSUPPORTED_DEPTH;
  if (chunks.some(({ type }) => type === 'acTL')) return PictureProblem.ANIMATED;
  if (header.isInterlaced && unpackedBytes(header) > limits.maxHeldBytes) return PictureProblem.TOO_LARGE;
  return (await problemOfMetadata(chunks, limits)) ?? (await problemOfPixels(chunks, header));
}

/** Up to the end chunk; null if the file ends before, is not made of chunks, or has none of pixels. */
function readChunks(bytes: Buffer): readonly Chunk[] | null {
  const chunks: Chunk[] = [];
  let at = SIGNATURE_BYTES;
  while (at + CHUNK_FRAME_BYTES <= bytes.length && chunks.length <= MAX_CHUNKS) {
    const end = at + CHUNK_FRAME_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IEND') return chunks;
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4) });
    at = end;
  }
  return chunks.length > MAX_CHUNKS ? chunks : null;
}

function readHeader(first: Chunk | undefined): Header | null {
  if (first?.type !== 'IHDR' || first.data.length !== HEADER_BYTES) return null;
  const { data } = first;
  const header = {
    widthPx: data.readUInt32BE(0),
    heightPx: data.readUInt32BE(4),
    bitDepth: data.readUInt8(8),
    colourType: data.readUInt8(9),
    isInterlaced: data.readUInt8(12) === 1,
  };
  const isSound = header.widthPx > 0 && header.heightPx > 0 && CHANNELS.has(header.colourType);
  return isSound ? header : null;
}

/** Text and the colour profile, all together. A profile or text that is damaged is the decoder's to judge. */
async function problemOfMetadata(
  chunks: readonly Chunk[],
  { maxMetadataBytes }: PictureLimits,
): Promise<PictureProblem | null> {
  const packedParts = chunks.map(packedPart).filter((packed) => packed !== null);
  if (packedParts.length > MAX_PACKED_TEXTS) return PictureProblem.TOO_LARGE;
  let bytesLeft = maxMetadataBytes;
  for (const packed of packedParts) {
    const { outcome, unpackedBytes } = await tryUnpacking([packed], bytesLeft);
    if (outcome === Unpacking.TOO_MUCH) return PictureProblem.TOO_LARGE;
    bytesLeft -= unpackedBytes;
  }
  return null;
}

/** What of a chunk is a zlib stream (PNG specification, 11.3); null for chunks that have none. */
function packedPart({ type, data }: Chunk): Buffer | null {
  const keywordEnd = data.indexOf(0);
  if (keywordEnd < 0) return null;
  // A method byte follows the keyword's zero.
  if (type === 'iCCP' || type === 'zTXt') return data.subarray(keywordEnd + 2);
  if (type !== 'iTXt' || data[keywordEnd + 1] !== 1) return null;
  const languageEnd = data.indexOf(0, keywordEnd + 3);
  const translationEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
  return translationEnd < 0 ? null : data.subarray(translationEnd + 1);
}

async function problemOfPixels(chunks: readonly Chunk[], header: Header): Promise<PictureProblem | null> {
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const { outcome } = await tryUnpacking(packed, unpackedBytes(header) + SLACK_BYTES);
  if (outcome === Unpacking.TOO_MUCH) return PictureProblem.TOO_LARGE;
  return outcome === Unpacking.DAMAGED ? PictureProblem.DAMAGED : null;
}

/** Samples of a pixel by colour type. */
const CHANNELS: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** First column and row, and the steps, of each of an interlaced picture's passes (PNG specification, 8.2). */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const ONE_PASS = [[0, 0, 1, 1]] as const;

/** Of each pass the rows, each with a byte for its filter in front. */
function unpackedBytes({ widthPx, heightPx, bitDepth, colourType, isInterlaced }: Header): number {
  const bitsPerPixel = bitDepth * (CHANNELS.get(colourType) ?? 0);
  return (isInterlaced ? PASSES : ONE_PASS)
    .map(([left, top, across, down]) => {
      const columns = Math.ceil(Math.max(0, widthPx - left) / across);
      const rows = Math.ceil(Math.max(0, heightPx - top) / down);
      return columns === 0 ? 0 : rows * (1 + Math.ceil((columns * bitsPerPixel) / 8));
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}
