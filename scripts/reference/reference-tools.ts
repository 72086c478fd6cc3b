import { join, resolve } from 'node:path';
import { createEmbedder, EmbeddingDevice, loadManifest, type ModelManifest } from '../../src/embedding';
import { preparePicture } from '../../src/imaging';
import { loadConditionTable, type LoadDeps } from '../../src/retrieval';
import { DEFAULT_MANIFEST, modelFolder, writeDefaultModel } from '../models/default-model';
import { findProjectRoot } from '../project-root';

/** What is needed to turn reference pictures into vectors, as the server would turn a patient's. */
export interface ReferenceTools extends Pick<LoadDeps, 'embedder' | 'preparePicture' | 'conditions'> {
  close(): Promise<void>;
}

/** The manifest that EMBEDDING_MANIFEST names, else the one that comes with the project. */
export async function chosenManifest(env: NodeJS.ProcessEnv): Promise<ModelManifest> {
  return loadManifest(resolve(findProjectRoot(), env.EMBEDDING_MANIFEST ?? DEFAULT_MANIFEST));
}

/** Builds the default model if it is the chosen one and not there yet. Ends with `close()`. */
export async function openReferenceTools(env: NodeJS.ProcessEnv): Promise<ReferenceTools> {
  const manifest = await chosenManifest(env);
  if (env.EMBEDDING_MANIFEST === undefined) await writeDefaultModel(modelFolder(env));
  const embedder = await createEmbedder({
    manifest,
    modelDir: modelFolder(env),
    device: Object.values(EmbeddingDevice).find((d) => d === env.EMBEDDING_DEVICE) ?? EmbeddingDevice.AUTO,
    expectedDimension: manifest.dimension,
  });
  return {
    embedder,
    preparePicture: (bytes) => preparePicture(bytes),
    conditions: await loadConditionTable(join(findProjectRoot(), 'configs', 'data', 'conditions.csv')),
    close: () => embedder.close(),
  };
}
