import { openPicture } from '../imaging';
import { ResizeMode, type ModelManifest } from './manifest';

/**
 * A picture as the interleaved RGB bytes of the model's square, upright, transparency on white, resampled as the manifest
 * says. Rejects if the bytes are no JPEG, PNG or WebP picture that can be decoded. Runs on libuv's threads.
 */
export async function decodeToSquare(
  picture: Buffer,
  { sizePx, resize }: Pick<ModelManifest, 'sizePx' | 'resize'>,
): Promise<Buffer> {
  return openPicture(picture)
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize(sizePx, sizePx, {
      kernel: resize.kernel,
      fit: resize.mode === ResizeMode.SQUASH ? 'fill' : 'cover',
      // Shrinking while a JPEG is decoded is fast, but its pixels differ from those of the models' own processors.
      fastShrinkOnLoad: false,
    })
    .raw()
    .toBuffer();
}
