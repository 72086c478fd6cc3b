import { decodeToSquare } from './decode';
import { type EmbeddingDevice, type ExecutionProvider } from './device';
import { openInferenceWorker } from './inference-client';
import { EmbeddingSetupError, type ModelManifest } from './manifest';
import { verifiedModelPath } from './model-file';
import { reviveWorker } from './revive-worker';

/** What a stored vector must be known by: vectors of two different digests never meet in one index. */
export interface EmbedderModel {
  readonly name: string;
  /** Hex digest of the model file that was loaded. */
  readonly sha256: string;
  readonly dimension: number;
  readonly licence: string;
  /** Where the session really runs. */
  readonly provider: ExecutionProvider;
}

export interface Embedder {
  readonly model: EmbedderModel;
  /**
   * One vector of unit length per picture (JPEG, PNG or WebP bytes), in the order given.
   * Rejects as a whole if a picture cannot be decoded or the session ends meanwhile; a session that died is opened anew at
   * the next call.
   */
  embed(pictures: readonly Buffer[]): Promise<Float32Array[]>;
  /** Ends the worker thread once it has answered what it was given. Keeps the process alive until then; may be called twice. */
  close(): Promise<void>;
}

interface EmbedderOptions {
  readonly manifest: ModelManifest;
  /** Folder that holds the manifest's file. */
  readonly modelDir: string;
  readonly device: EmbeddingDevice;
  /** EMBEDDING_DIMENSION: the length of the vectors that the index was built for. */
  readonly expectedDimension: number;
  /** Told once when `auto` had to take the CPU, with the reason. */
  readonly onFallback?: (reason: string) => void;
}

/** Pictures decoded and run at once: bounds memory at (3 bytes + 12 bytes) x sizePx² x this. */
const MAX_BATCH = 16;

/**
 * Verifies the model file, opens it in a worker thread (a session's run blocks the thread that calls it) and warms it up.
 * Throws EmbeddingSetupError if the dimension, the digest, the graph or the device is not what was asked for.
 */
export async function createEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const { manifest, expectedDimension } = options;
  if (manifest.dimension !== expectedDimension) {
    throw new EmbeddingSetupError(
      `EMBEDDING_DIMENSION is ${expectedDimension}, but the model ${manifest.name} gives ${manifest.dimension}.`,
    );
  }
  const { path, sha256 } = await verifiedModelPath(manifest, options.modelDir);
  const open = (device: EmbeddingDevice) => openInferenceWorker({ manifest, modelPath: path, device });
  const first = await open(options.device);
  if (first.fallbackReason !== null) options.onFallback?.(first.fallbackReason);
  // On the provider that was announced: a GPU that is lost later must not become a slow CPU unnoticed.
  const worker = reviveWorker(first, () => open(first.provider));

  return {
    model: {
      name: manifest.name,
      sha256,
      dimension: manifest.dimension,
      licence: manifest.licence,
      provider: first.provider,
    },
    async embed(pictures) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < pictures.length; start += MAX_BATCH) {
        const batch = pictures.slice(start, start + MAX_BATCH);
        const squares = await Promise.all(batch.map((picture) => decodeToSquare(picture, manifest)));
        vectors.push(...(await worker.infer(squares)));
      }
      return vectors;
    },
    close: () => worker.close(),
  };
}
