import { openPicture } from '../../decoding';
import { type RgbPicture } from './resample';

/**
 * All pixels of a picture, upright, in sRGB, transparency on white. Rejects if the bytes are no JPEG, PNG or WebP picture that
 * can be decoded. The decoder does not shrink: its own resampling is another one than that of the models' processors.
 */
export async function decode(picture: Uint8Array): Promise<RgbPicture> {
  const { data, info } = await openPicture(Buffer.from(picture.buffer, picture.byteOffset, picture.length))
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, pixels: data };
}
