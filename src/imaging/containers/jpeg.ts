import { PictureProblem } from '../picture-problem';
import { type PictureLimits } from '../picture-limits';

const Marker = {
  TEMPORARY: 0x01,
  BASELINE: 0xc0,
  EXTENDED: 0xc1,
  PROGRESSIVE: 0xc2,
  HUFFMAN_TABLES: 0xc4,
  JPEG_EXTENSION: 0xc8,
  ARITHMETIC_TABLES: 0xcc,
  LAST_FRAME: 0xcf,
  FIRST_RESTART: 0xd0,
  LAST_RESTART: 0xd7,
  START: 0xd8,
  END: 0xd9,
  SCAN: 0xda,
} as const;

/** The frame header (ITU-T T.81, B.2.2). */
interface Frame {
  readonly marker: number;
  readonly bitDepth: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Samples of each component across and down, in relation to one another. */
  readonly sampling: readonly (readonly [across: number, down: number])[];
}

/** A profile of 15 MiB, the most that a file may have, fills 230; the walk is on the thread that answers everybody. */
const MAX_SEGMENTS = 2000;

/**
 * Walks over a JPEG's segments, decoding nothing, and says why it must not be given to the decoder; null if it may.
 * What is garbled between the segments is left to the decoder, which refuses it.
 */
export function inspectJpeg(bytes: Buffer, limits: PictureLimits): PictureProblem | null {
  let frame: Frame | null = null;
  let scans = 0;
  let isHeldWhole = false;
  let segmentsLeft = MAX_SEGMENTS;
  for (const { marker, body } of segments(bytes)) {
    segmentsLeft -= 1;
    if (segmentsLeft < 0) return PictureProblem.TOO_LARGE;
    if (isFrame(marker)) {
      if (frame !== null) return PictureProblem.DAMAGED;
      frame = readFrame(marker, body);
      const problem = frame === null ? PictureProblem.DAMAGED : problemOfFrame(frame, limits);
      if (problem !== null) return problem;
    }
    if (marker !== Marker.SCAN) continue;
    if (frame === null) return PictureProblem.DAMAGED;
    scans += 1;
    // A scan that has not all components is not the only one, and the decoder waits for the others.
    isHeldWhole ||= frame.marker === Marker.PROGRESSIVE || (body[0] ?? 0) < frame.sampling.length;
    if (scans > limits.maxScans) return PictureProblem.TOO_LARGE;
  }
  if (frame === null || scans === 0) return PictureProblem.DAMAGED;
  return isHeldWhole && coefficientBytes(frame) > limits.maxHeldBytes ? PictureProblem.TOO_LARGE : null;
}

function problemOfFrame(frame: Frame, limits: PictureLimits): PictureProblem | null {
  if (!DECODED.has(frame.marker)) return PictureProblem.UNSUPPORTED_FORMAT;
  if (frame.bitDepth !== 8) return PictureProblem.UNSUPPORTED_DEPTH;
  if (frame.sampling.length !== 1 && frame.sampling.length !== 3) return PictureProblem.UNSUPPORTED_COLOUR;
  return frame.widthPx * frame.heightPx > limits.maxPixels ? PictureProblem.TOO_LARGE : null;
}

/** The others are lossless, hierarchical or arithmetic: no camera writes them, and hardly anything reads them. */
const DECODED: ReadonlySet<number> = new Set([Marker.BASELINE, Marker.EXTENDED, Marker.PROGRESSIVE]);

/** SOF0..15 without the three of that range that are none. */
function isFrame(marker: number): boolean {
  return (
    marker >= Marker.BASELINE &&
    marker <= Marker.LAST_FRAME &&
    marker !== Marker.HUFFMAN_TABLES &&
    marker !== Marker.JPEG_EXTENSION &&
    marker !== Marker.ARITHMETIC_TABLES
  );
}

/** Null for a header that is cut short or says nonsense; a height that is only told later (DNL) counts as such. */
function readFrame(marker: number, body: Buffer): Frame | null {
  const FIXED_BYTES = 6;
  const COMPONENT_BYTES = 3;
  const components = body[5] ?? 0;
  if (components === 0 || body.length < FIXED_BYTES + components * COMPONENT_BYTES) return null;
  const sampling = Array.from({ length: components }, (_, index) => {
    const factors = body.readUInt8(FIXED_BYTES + index * COMPONENT_BYTES + 1);
    return [factors >> 4, factors & 0xf] as const;
  });
  const heightPx = body.readUInt16BE(1);
  const widthPx = body.readUInt16BE(3);
  const isSound = widthPx > 0 && heightPx > 0 && sampling.every(([across, down]) => across > 0 && down > 0);
  return isSound ? { marker, bitDepth: body.readUInt8(0), widthPx, heightPx, sampling } : null;
}

/** A coefficient of two bytes for every sample of every component. */
function coefficientBytes({ widthPx, heightPx, sampling }: Frame): number {
  const mostAcross = Math.max(...sampling.map(([across]) => across));
  const mostDown = Math.max(...sampling.map(([, down]) => down));
  const samplesPerPixel = sampling
    .map(([across, down]) => (across / mostAcross) * (down / mostDown))
    .reduce((sum, share) => sum + share, 0);
  return 2 * samplesPerPixel * widthPx * heightPx;
}

/** The segments up to the picture's end, or as far as the file goes. What follows the end is no part of the picture. */
function* segments(bytes: Buffer): Generator<{ readonly marker: number; readonly body: Buffer }> {
  const END_OF_LENGTH = 4;
  for (let at = 2; at + END_OF_LENGTH <= bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const marker = bytes[at + 1] ?? 0;
    if (marker === Marker.END) return;
    if (standsAlone(marker)) continue;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    yield { marker, body: bytes.subarray(at + END_OF_LENGTH, end) };
    // The loop's own step leads to the byte behind the segment, or behind a length that is none.
    at = Math.max(end, at + END_OF_LENGTH) - 1;
  }
}

/** Without a length: a fill byte, a zero that makes 0xff mere data, and markers within a scan. */
function standsAlone(marker: number): boolean {
  const isRestart = marker >= Marker.FIRST_RESTART && marker <= Marker.LAST_RESTART;
  return (
    marker === 0xff || marker === 0 || isRestart || marker === Marker.TEMPORARY || marker === Marker.START
  );
}
