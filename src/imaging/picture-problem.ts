/** Why bytes cannot become a picture at all (the API's IMAGE_UNUSABLE reasons). A poor picture is still one: see quality. */
export const PictureProblem = {
  /** Nothing that is known as a picture: text, an archive, nothing at all. */
  NOT_A_PICTURE: 'NOT_A_PICTURE',
  /** A picture, but neither JPEG, PNG nor WebP, or a rare kind of these. HEIC too: no free decoder is at hand. */
  UNSUPPORTED_FORMAT: 'UNSUPPORTED_FORMAT',
  /** Another type than was announced, or than the file's name says. */
  TYPE_MISMATCH: 'TYPE_MISMATCH',
  /** CMYK or YCCK. Colour is a finding, and without the printer's profile it would be made up. */
  UNSUPPORTED_COLOUR: 'UNSUPPORTED_COLOUR',
  /** 12 or 16 bits a channel: no camera's picture, and what is dark or bright in it depends on who made it. */
  UNSUPPORTED_DEPTH: 'UNSUPPORTED_DEPTH',
  /** Several frames: which of them shows the finding, nobody would know. */
  ANIMATED: 'ANIMATED',
  /** More than allowed of bytes, of pixels, of what is packed in it, or of work to decode it. */
  TOO_LARGE: 'TOO_LARGE',
  /** Begins like a picture but cannot be decoded without an error or a warning. */
  DAMAGED: 'DAMAGED',
} as const;
export type PictureProblem = (typeof PictureProblem)[keyof typeof PictureProblem];

const WHAT_TO_SEND = 'Send an 8-bit RGB or grey JPEG, PNG or WebP.';

/** For developers of clients: what is wrong and what to send instead. Quotes nothing of the file. */
const ADVICE: Readonly<Record<PictureProblem, string>> = {
  NOT_A_PICTURE: `The file is no picture. ${WHAT_TO_SEND}`,
  UNSUPPORTED_FORMAT: `The picture's format is not read. ${WHAT_TO_SEND}`,
  TYPE_MISMATCH: 'The file is of another type than was announced; announce its own.',
  UNSUPPORTED_COLOUR: `The picture is CMYK. ${WHAT_TO_SEND}`,
  UNSUPPORTED_DEPTH: `The picture has more than 8 bits a channel. ${WHAT_TO_SEND}`,
  ANIMATED: 'The picture is an animation; send one still picture.',
  TOO_LARGE: 'The picture is larger than allowed, packed or unpacked; send a smaller one.',
  DAMAGED: 'The picture is damaged or cut off; send it again, or another one.',
};

/** @param formatName of what was recognised instead, see recogniseForeign; null if nothing was. */
export function explainPictureProblem(problem: PictureProblem, formatName: string | null = null): string {
  return problem === PictureProblem.UNSUPPORTED_FORMAT && formatName !== null
    ? `The file is ${formatName}, which is not read. ${WHAT_TO_SEND}`
    : ADVICE[problem];
}
