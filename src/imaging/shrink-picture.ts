import { openPicture } from '../decoding';

/** Enough for an eye at this size; colour is kept as it is. */
const JPEG_QUALITY = 85;

/**
 * A picture of ours with neither side longer than `longestSidePx`, drawn anew as a JPEG that holds nothing but pixels. One
 * that is small enough keeps its size. Rejects for what is no picture.
 */
export function shrinkPicture(bytes: Buffer, longestSidePx: number): Promise<Buffer> {
  return openPicture(bytes)
    .autoOrient()
    .toColourspace('srgb')
    .resize(longestSidePx, longestSidePx, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
}
