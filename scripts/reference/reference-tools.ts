import { join } from 'node:path';
import { createEmbedder, type Embedder, EmbeddingDevice } from '../../src/embedding';
import { announcedTypeOf, DEFAULT_PICTURE_LIMITS, preparePicture } from '../../src/imaging';
import { loadConditionTable, type LoadDeps } from '../../src/retrieval';
import { chosenManifest } from '../models/chosen-model';
import { modelFolder, writeDefaultModel } from '../models/default-model';
import { findProjectRoot } from '../project-root';

/** What is needed to turn reference pictures into vectors, as the server would turn a patient's. */
export interface ReferenceTools extends Pick<LoadDeps, 'preparePicture' | 'conditions'> {
  readonly embedder: Embedder;
  close(): Promise<void>;
}

/** Builds the default model if it is the chosen one and not there yet. Ends with `close()`. */
export async function openReferenceTools(env: NodeJS.ProcessEnv): Promise<ReferenceTools> {
  const manifest = await chosenManifest(env);
  if (!env.EMBEDDING_MANIFEST) await writeDefaultModel(modelFolder(env));
  const embedder = await createEmbedder({
    manifest,
    modelDir: modelFolder(env),
    device: Object.values(EmbeddingDevice).find((d) => d === env.EMBEDDING_DEVICE) ?? EmbeddingDevice.AUTO,
    expectedDimension: manifest.dimension,
    ...(env.EMBEDDING_URL && { server: inferenceServer(env.EMBEDDING_URL, env.EMBEDDING_MODEL_NAME) }),
  });
  return {
    embedder,
    preparePicture: prepareReferencePicture,
    conditions: await loadConditionTable(join(findProjectRoot(), 'configs', 'data', 'conditions.csv')),
    close: () => embedder.close(),
  };
}

/** As a patient's picture is prepared; the file's ending is what announces its type. */
export const prepareReferencePicture: LoadDeps['preparePicture'] = (bytes, fileName) =>
  preparePicture(bytes, DEFAULT_PICTURE_LIMITS, announcedTypeOf(fileName));

/** The server that runs the model for the API replicas runs it for a build too. Empty means not set. */
function inferenceServer(url: string, modelName: string | undefined): { url: string; modelName?: string } {
  return modelName ? { url, modelName } : { url };
}
