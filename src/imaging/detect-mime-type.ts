import { extname } from 'node:path';

/** What the project takes in: pictures and recorded speech. */
export const MimeType = {
  JPEG: 'image/jpeg',
  PNG: 'image/png',
  WEBP: 'image/webp',
  WAV: 'audio/wav',
  OGG: 'audio/ogg',
  WEBM: 'audio/webm',
  MP3: 'audio/mpeg',
  FLAC: 'audio/flac',
  MP4_AUDIO: 'audio/mp4',
} as const;
export type MimeType = (typeof MimeType)[keyof typeof MimeType];

/** Those of them that are pictures. */
export const PICTURE_TYPES: ReadonlySet<string | null> = new Set([
  MimeType.JPEG,
  MimeType.PNG,
  MimeType.WEBP,
]);

interface Signature {
  readonly mimeType: MimeType;
  /** Latin-1 text (a byte a character) that must stand at each offset. */
  readonly marks: readonly (readonly [offset: number, text: string])[];
}

const SIGNATURES: readonly Signature[] = [
  { mimeType: MimeType.JPEG, marks: [[0, '\xff\xd8\xff']] },
  { mimeType: MimeType.PNG, marks: [[0, '\x89PNG\r\n\x1a\n']] },
  {
    mimeType: MimeType.WEBP,
    marks: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  },
  {
    mimeType: MimeType.WAV,
    marks: [
      [0, 'RIFF'],
      [8, 'WAVE'],
    ],
  },
  { mimeType: MimeType.OGG, marks: [[0, 'OggS']] },
  { mimeType: MimeType.WEBM, marks: [[0, '\x1a\x45\xdf\xa3']] },
  { mimeType: MimeType.FLAC, marks: [[0, 'fLaC']] },
  { mimeType: MimeType.MP3, marks: [[0, 'ID3']] },
  // Apple's brand for sound alone; other MP4 brands may be video or HEIC pictures.
  { mimeType: MimeType.MP4_AUDIO, marks: [[4, 'ftypM4A ']] },
];

/**
 * What the first bytes are by their magic numbers, or null. The announced type and the file's name are not asked: this is
 * what they are held against. It says how a file begins, not that it is whole.
 */
export function detectMimeType(bytes: Buffer): MimeType | null {
  const known = SIGNATURES.find(({ marks }) =>
    marks.every(([offset, text]) => bytes.toString('latin1', offset, offset + text.length) === text),
  );
  return known?.mimeType ?? (isMpegFrame(bytes) ? MimeType.MP3 : null);
}

const TYPE_OF_ENDING: ReadonlyMap<string, MimeType> = new Map([
  ['.jpg', MimeType.JPEG],
  ['.jpeg', MimeType.JPEG],
  ['.png', MimeType.PNG],
  ['.webp', MimeType.WEBP],
]);

/** What a picture's file name says that it is; null for any other ending, or none. */
export function announcedTypeOf(fileName: string): MimeType | null {
  return TYPE_OF_ENDING.get(extname(fileName).toLowerCase()) ?? null;
}

/** An MP3 without tags begins with a frame: 11 bits of sync, MPEG 1 or 2, layer III, a valid bit rate and sample rate. */
function isMpegFrame(bytes: Buffer): boolean {
  if (bytes.length < 4) return false;
  const header = bytes.readUInt32BE(0);
  const version = (header >>> 19) & 0b11;
  const layer = (header >>> 17) & 0b11;
  const bitRate = (header >>> 12) & 0b1111;
  const sampleRate = (header >>> 10) & 0b11;
  const LAYER_III = 0b01;
  return (
    header >>> 21 === 0x7ff &&
    version >= 0b10 &&
    layer === LAYER_III &&
    bitRate > 0 &&
    bitRate < 15 &&
    sampleRate < 3
  );
}
