import { join, resolve } from 'node:path';
import { type Config } from '../config';
import { type BatchObserver, createEmbedder, type Embedder, loadManifest } from '../embedding';
import { type Logger } from '../observability';

const MODEL_OF_A_CLONE = 'configs/models/lesion-1.yaml';

/** The embedder as the settings want it. Throws EmbeddingSetupError if model, device or server is not what they say. */
export async function openEmbedder(
  { dataDir, embedding }: Config,
  logger: Logger,
  observer: BatchObserver,
): Promise<Embedder> {
  const { url, modelName, maxBatch, batchWaitMs, maxQueue } = embedding;
  return createEmbedder({
    manifest: await loadManifest(resolve(embedding.manifest ?? MODEL_OF_A_CLONE)),
    modelDir: join(dataDir, 'models'),
    device: embedding.device,
    ...(url !== undefined && {
      server: {
        url,
        ...(modelName !== undefined && { modelName }),
        onUnverified: () => logger.warn('The inference server does not say which file it serves.'),
      },
    }),
    expectedDimension: embedding.dimension,
    maxBatch,
    batchWaitMs,
    maxQueue,
    observer,
    onFallback: (reason) => logger.info('Pictures are embedded on the CPU.', { problem: reason }),
  });
}
