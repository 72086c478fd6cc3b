import { isMainThread } from 'node:worker_threads';
import sharp, { type Sharp } from 'sharp';

/** More pixels than any phone's camera gives, few enough that decoding them cannot exhaust the memory. */
export const MAX_PIXELS = 50e6;

// Both settings are the whole process's. A thread that made them anew would, between the two calls, forbid every format to all
// others: whoever decodes in threads loads this module before it starts them.
if (isMainThread) {
  // No picture comes twice: what libvips would keep of the last ones is memory lost.
  sharp.cache(false);
  // sharp would also open SVG, GIF, TIFF, PDF and more: each is a parser that strangers' bytes would reach.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
  });
}

/**
 * A decoder of untrusted picture bytes: JPEG, PNG and WebP only, at most `maxPixels`, the first frame of an animation, and
 * any damage is an error ("warning" also catches what is broken in the middle of a file).
 */
export function openPicture(bytes: Buffer, maxPixels: number = MAX_PIXELS): Sharp {
  return sharp(bytes, { failOn: 'warning', limitInputPixels: maxPixels });
}
