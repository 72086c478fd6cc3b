import { createHash } from 'node:crypto';
import { type ModelManifest } from './manifest';
import { PREPROCESSING_VERSION } from './preprocessing/prepare';

/**
 * Digest of all that decides which vector a picture gets: the model's file and how the picture is prepared for it. Vectors of
 * two spaces must never be compared, even if the same file gave them.
 */
export function vectorSpaceOf(manifest: ModelManifest, modelSha256: string): string {
  const { sizePx, resize, mean, std, outputName } = manifest;
  const { kernel, mode } = resize;
  const parts = [PREPROCESSING_VERSION, modelSha256, outputName, sizePx, kernel, mode, ...mean, ...std];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
