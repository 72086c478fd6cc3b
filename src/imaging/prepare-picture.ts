import { createHash } from 'node:crypto';
import { err, ok, type Result } from '../domain';
import { detectMimeType, MimeType, PICTURE_TYPES } from './detect-mime-type';
import { MAX_PIXELS, openPicture } from './open-picture';
import { measureQuality, type PictureQuality } from './quality';

/** Why bytes cannot become a picture at all (the API's IMAGE_UNUSABLE reasons). A poor picture is still one: see quality. */
export const PictureProblem = {
  /** Something else than JPEG, PNG or WebP. HEIC is something else too: no free decoder is at hand. */
  NOT_A_PICTURE: 'NOT_A_PICTURE',
  /** More bytes or more pixels than allowed. */
  TOO_LARGE: 'TOO_LARGE',
  /** Begins like a picture but cannot be decoded without an error or a warning. */
  DAMAGED: 'DAMAGED',
} as const;
export type PictureProblem = (typeof PictureProblem)[keyof typeof PictureProblem];

interface PictureLimits {
  readonly maxBytes: number;
  /** Width x height as declared by the file; checked before a pixel is decoded. */
  readonly maxPixels: number;
  /** A longer side is scaled down to this one. */
  readonly longestSidePx: number;
}

export const DEFAULT_PICTURE_LIMITS: PictureLimits = {
  maxBytes: 15 * 1024 * 1024,
  maxPixels: MAX_PIXELS,
  longestSidePx: 2048,
};

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
 */
export async function preparePicture(
  bytes: Buffer,
  limits: PictureLimits = DEFAULT_PICTURE_LIMITS,
): Promise<Result<PreparedPicture, PictureProblem>> {
  if (bytes.length > limits.maxBytes) return err(PictureProblem.TOO_LARGE);
  if (!PICTURE_TYPES.has(detectMimeType(bytes))) return err(PictureProblem.NOT_A_PICTURE);
  const pixels = await declaredPixels(bytes);
  if (pixels === null) return err(PictureProblem.DAMAGED);
  if (pixels > limits.maxPixels) return err(PictureProblem.TOO_LARGE);
  const drawn = await drawAnew(bytes, limits);
  if (drawn === null) return err(PictureProblem.DAMAGED);

  const { data, info } = drawn;
  const size = { widthPx: info.width, heightPx: info.height };
  return ok({
    bytes: data,
    mimeType: MimeType.JPEG,
    ...size,
    sha256: createHash('sha256').update(data).digest('hex'),
    quality: await measureQuality(openPicture(data), size),
  });
}

/** From the header alone, so that a file that declares a monstrous picture costs nothing; null if there is no header. */
async function declaredPixels(bytes: Buffer): Promise<number | null> {
  try {
    const { width, height } = await openPicture(bytes, Number.MAX_SAFE_INTEGER).metadata();
    return width * height;
  } catch {
    return null;
  }
}

/** The decoder's message may quote the file, so it goes nowhere: that the picture is damaged is all that is said. */
async function drawAnew(bytes: Buffer, { maxPixels, longestSidePx }: PictureLimits) {
  try {
    return await openPicture(bytes, maxPixels)
      .autoOrient()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize(longestSidePx, longestSidePx, { fit: 'inside', withoutEnlargement: true })
      // Colour is a finding: it is kept at full resolution.
      .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
      .toBuffer({ resolveWithObject: true });
  } catch {
    return null;
  }
}
