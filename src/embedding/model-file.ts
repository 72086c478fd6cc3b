import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EmbeddingSetupError, type ModelManifest } from './manifest';

/**
 * The path of the manifest's file, once its SHA-256 was found to be the pinned one. Throws EmbeddingSetupError if the
 * manifest pins none, or the file is missing or another one: what nobody vouched for is not run.
 */
export async function verifiedModelPath(
  manifest: ModelManifest,
  modelDir: string,
): Promise<{ path: string; sha256: string }> {
  const path = join(modelDir, manifest.file);
  const pinned = pinnedDigest(manifest);
  const sha256 = await sha256OfFile(path).catch((cause: unknown) => {
    throw new EmbeddingSetupError(`The model file ${path} cannot be read. Was it built or fetched?`, {
      cause,
    });
  });
  if (sha256 !== pinned) {
    throw new EmbeddingSetupError(
      `The model file ${path} is not the one of its manifest: sha256 ${sha256}, expected ${pinned}.`,
    );
  }
  return { path, sha256 };
}

/** The manifest's SHA-256. Throws EmbeddingSetupError if nobody has pinned one. */
export function pinnedDigest({ name, sha256 }: ModelManifest): string {
  if (sha256 === null) {
    throw new EmbeddingSetupError(`The manifest of ${name} pins no sha256 yet: see scripts/fetch_models.sh.`);
  }
  return sha256;
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
