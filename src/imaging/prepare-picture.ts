import { createHash } from 'node:crypto';
import { type OutputInfo } from 'sharp';
import { openPicture } from '../decoding';
import { err, ok, type Result } from '../domain';
import { MimeType } from './detect-mime-type';
import { inspectPicture } from './inspect-picture';
import { DEFAULT_PICTURE_LIMITS, type PictureLimits } from './picture-limits';
import { PictureProblem } from './picture-problem';
import { measureQuality, type PictureQuality } from './quality';

export interface PreparedPicture {
  /** A JPEG drawn anew from the pixels: nothing else of the file that came in is left. */
  readonly bytes: Buffer;
  readonly mimeType: typeof MimeType.JPEG;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Hex digest of `bytes`. */
  readonly sha256: string;
  readonly quality: PictureQuality;
}

const JPEG_QUALITY = 90;

/**
 * Turns a stranger's bytes into a clean picture: really decoded, upright, in sRGB with transparency on white, without EXIF,
 * GPS, thumbnail, comments or colour profile, at most `longestSidePx` long; and measures how well it can be seen.
 * @param announcedType what the sender or the file's name says that the bytes are, if anything does.
 */
export async function preparePicture(
  bytes: Buffer,
  limits: PictureLimits = DEFAULT_PICTURE_LIMITS,
  announcedType: string | null = null,
): Promise<Result<PreparedPicture, PictureProblem>> {
  const problem = await inspectPicture(bytes, limits, announcedType);
  if (problem !== null) return err(problem);
  const drawn = await drawAnew(bytes, limits);
  if (!drawn.ok) return drawn;

  const { data, info } = drawn.value;
  const size = { widthPx: info.width, heightPx: info.height };
  return ok({
    bytes: data,
    mimeType: MimeType.JPEG,
    ...size,
    sha256: createHash('sha256').update(data).digest('hex'),
    quality: await measureQuality(openPicture(data), size),
  });
}

/** The decoder's message may quote the file, so it goes nowhere: that the picture is damaged is all that is said. */
async function drawAnew(
  bytes: Buffer,
  { maxPixels, longestSidePx, maxDecodeSeconds }: PictureLimits,
): Promise<Result<{ readonly data: Buffer; readonly info: OutputInfo }, PictureProblem>> {
  try {
    return ok(
      await openPicture(bytes, maxPixels)
        .autoOrient()
        .flatten({ background: 'white' })
        .toColourspace('srgb')
        .resize(longestSidePx, longestSidePx, { fit: 'inside', withoutEnlargement: true })
        // Colour is a finding: it is kept at full resolution.
        .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
        .timeout({ seconds: maxDecodeSeconds })
        .toBuffer({ resolveWithObject: true }),
    );
  } catch (error) {
    const isTooSlow = error instanceof Error && error.message.startsWith('timeout');
    return err(isTooSlow ? PictureProblem.TOO_LARGE : PictureProblem.DAMAGED);
  }
}
