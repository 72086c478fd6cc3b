import { resolve } from 'node:path';
import { loadManifest, type ModelManifest, vectorSpaceOf } from '../../src/embedding';
import { type IndexedModel } from '../../src/retrieval';
import { findProjectRoot } from '../project-root';
import { DEFAULT_MANIFEST } from './default-model';

/** The manifest that EMBEDDING_MANIFEST names (empty is as unset), else the one that comes with the project. */
export async function chosenManifest(env: NodeJS.ProcessEnv): Promise<ModelManifest> {
  return loadManifest(resolve(findProjectRoot(), env.EMBEDDING_MANIFEST || DEFAULT_MANIFEST));
}

/** What the chosen manifest says of its model, without opening it. Throws if nobody pinned its digest. */
export async function chosenModel(env: NodeJS.ProcessEnv): Promise<IndexedModel> {
  const manifest = await chosenManifest(env);
  const { name, sha256, dimension } = manifest;
  if (sha256 === null) throw new Error(`The manifest of ${name} pins no digest: see docs/models-and-gpu.md.`);
  return { name, sha256, space: vectorSpaceOf(manifest, sha256), dimension };
}
