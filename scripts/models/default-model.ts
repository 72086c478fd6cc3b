import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadManifest } from '../../src/embedding';
import { findProjectRoot } from '../project-root';
import { loadBackbone } from './backbone/weights';
import { LESION_MODEL } from './lesion-model';
import { buildModel, lengthOf } from './recipe';

const MODELS_FOLDER = join(findProjectRoot(), 'configs', 'models');
export const DEFAULT_MANIFEST = join(MODELS_FOLDER, 'lesion-1.yaml');
export const STATISTICS_FILE = join(MODELS_FOLDER, 'lesion-1.statistics.json');

const statisticsSchema = z.object({
  mean: z.array(z.number()).length(lengthOf(LESION_MODEL)),
  deviation: z.array(z.number().positive()).length(lengthOf(LESION_MODEL)),
});

/** Folder of the model files under DATA_DIR (default `.data`). */
export function modelFolder(env: NodeJS.ProcessEnv): string {
  return join(env.DATA_DIR ?? '.data', 'models');
}

/**
 * Writes the default model into a folder, unless the right file is there already. Throws if the bytes are not those that
 * the manifest pins: then either the builder or the manifest was changed without the other.
 */
export async function writeDefaultModel(folder: string): Promise<{ path: string; written: boolean }> {
  const manifest = await loadManifest(DEFAULT_MANIFEST);
  const path = join(folder, manifest.file);
  const present = await readFile(path).catch(() => null);
  if (present !== null && sha256Of(present) === manifest.sha256) return { path, written: false };

  const statistics = statisticsSchema.parse(JSON.parse(await readFile(STATISTICS_FILE, 'utf8')));
  const bytes = buildModel(LESION_MODEL, await loadBackbone(), statistics);
  const sha256 = sha256Of(bytes);
  if (sha256 !== manifest.sha256) {
    throw new Error(`The built model has sha256 ${sha256}, but ${DEFAULT_MANIFEST} pins ${manifest.sha256}.`);
  }
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
  return { path, written: true };
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
