import { inspectJpeg } from './containers/jpeg';
import { inspectPng } from './containers/png';
import { inspectWebp } from './containers/webp';
import { detectMimeType, MimeType, PICTURE_TYPES } from './detect-mime-type';
import { type PictureLimits } from './picture-limits';
import { PictureProblem } from './picture-problem';
import { recogniseForeign } from './recognise-foreign';

/**
 * What is wrong with how a file begins: it is no picture, one that is not read here, or another than `announcedType` says.
 * Null if nothing is; null for `announcedType` where nobody announced one.
 */
export function typeProblemOf(bytes: Buffer, announcedType: string | null): PictureProblem | null {
  const found = detectMimeType(bytes);
  if (found === null || !PICTURE_TYPES.has(found)) {
    return recogniseForeign(bytes) === null
      ? PictureProblem.NOT_A_PICTURE
      : PictureProblem.UNSUPPORTED_FORMAT;
  }
  return announcedType === null || announcedType === found ? null : PictureProblem.TYPE_MISMATCH;
}

/**
 * Why bytes must not even be given to a decoder, judged by their first bytes and by how the file is put together: no
 * decoder is reached, nothing is held but the bytes themselves. Null says that they may be tried, not that they are whole.
 */
export async function inspectPicture(
  bytes: Buffer,
  limits: PictureLimits,
  announcedType: string | null,
): Promise<PictureProblem | null> {
  if (bytes.length > limits.maxBytes) return PictureProblem.TOO_LARGE;
  const problem = typeProblemOf(bytes, announcedType);
  if (problem !== null) return problem;
  switch (detectMimeType(bytes)) {
    case MimeType.JPEG:
      return inspectJpeg(bytes, limits);
    case MimeType.PNG:
      return inspectPng(bytes, limits);
    default:
      return inspectWebp(bytes, limits);
  }
}
