import { performance } from 'node:perf_hooks';
import { availableParallelism } from 'node:os';
import { DEFAULT_MAX_BATCH } from './default-max-batch';
import { type DeviceReport, type ExecutionProvider } from './device';
import { BackendUnavailableError, type TensorBatch } from './inference-backend';
import { EmbeddingSetupError } from './manifest';
import { mapInOrder } from './map-in-order';
import { type BatchObserver, createMicroBatcher } from './micro-batcher';
import { type BackendOptions, openBackend } from './open-backend';
import { startPreprocessor } from './preprocessing/preprocessor';
import { vectorSpaceOf } from './vector-space';

/** What a stored vector must be known by: vectors of two different spaces never meet in one index. */
export interface EmbedderModel {
  readonly name: string;
  /** Hex digest of the model file that was loaded, or that the server was asked for. */
  readonly sha256: string;
  /** Hex digest of the model and of how pictures are prepared for it: see vector-space.ts. */
  readonly space: string;
  readonly dimension: number;
  readonly licence: string;
  /** What really runs it. */
  readonly provider: ExecutionProvider;
}

export interface Embedder {
  readonly model: EmbedderModel;
  /**
   * One vector of unit length per picture (JPEG, PNG or WebP bytes), in the order given. Rejects as a whole with
   * EmbeddingBusyError if the queue is full, or with what went wrong with one of them: it cannot be decoded, the model fails,
   * or nothing runs the model. A session that died is opened anew at the next call.
   */
  embed(pictures: readonly Buffer[]): Promise<Float32Array[]>;
  /** What runs the model now. Never rejects. */
  describeDevice(): Promise<DeviceReport>;
  /** Ends the threads once they have answered what they were given. Keeps the process alive until then; may be called twice. */
  close(): Promise<void>;
}

export interface EmbedderOptions extends BackendOptions {
  /** EMBEDDING_DIMENSION: the length of the vectors that the index was built for. */
  readonly expectedDimension: number;
  /** How long a picture waits for company once it found the model busy. */
  readonly batchWaitMs?: number;
  /** Pictures accepted and not yet answered; bounds memory at (their bytes + 12 bytes x sizePx²) x this. */
  readonly maxQueue?: number;
  readonly preprocessThreads?: number;
  /** Told once when `auto` had to take the CPU, with the reason. */
  readonly onFallback?: (reason: string) => void;
  readonly observer?: BatchObserver;
}

const BATCH_WAIT_MS = 2;
const MAX_QUEUE = 128;
const MAX_PREPROCESS_THREADS = 4;

/**
 * Opens the model (see openBackend) and puts in front of it what all backends share: preparing pictures on threads, a bounded
 * queue and micro-batching. Throws EmbeddingSetupError if the dimension, or what runs the model, is not what was asked for.
 */
export async function createEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const { manifest, expectedDimension, observer } = options;
  if (manifest.dimension !== expectedDimension) {
    throw new EmbeddingSetupError(
      `EMBEDDING_DIMENSION is ${expectedDimension}, but the model ${manifest.name} gives ${manifest.dimension}.`,
    );
  }
  const { backend, sha256 } = await openBackend(options);
  if (backend.fallbackReason !== null) options.onFallback?.(backend.fallbackReason);
  const threads = options.preprocessThreads ?? Math.min(availableParallelism(), MAX_PREPROCESS_THREADS);
  const preprocessor = await startPreprocessor(manifest, threads);
  const maxBatch = options.maxBatch ?? DEFAULT_MAX_BATCH[backend.provider];
  const maxQueue = options.maxQueue ?? MAX_QUEUE;
  const batcher = createMicroBatcher({
    prepare: (picture: Buffer) => preprocessor.prepare(picture),
    run: (tensors) => backend.infer(joined(tensors)),
    mayRetryAlone: (error) => !(error instanceof BackendUnavailableError),
    concurrency: backend.concurrency,
    maxBatch,
    maxWaitMs: options.batchWaitMs ?? BATCH_WAIT_MS,
    maxQueue,
    nowMs: () => performance.now(),
    startTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    ...(observer !== undefined && { observer }),
  });
  /** Enough to keep every lane and every thread busy; a long list so leaves room in the queue for others' pictures. */
  const atOnce = Math.min(backend.concurrency * maxBatch + 2 * threads, maxQueue);
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  return {
    model: {
      name: manifest.name,
      sha256,
      space: vectorSpaceOf(manifest, sha256),
      dimension: manifest.dimension,
      licence: manifest.licence,
      provider: backend.provider,
    },
    async embed(pictures) {
      if (closing !== null) throw new Error('The embedding session is closed.');
      const embedded = mapInOrder(pictures, atOnce, (picture) => batcher.submit(picture));
      underWay.add(embedded);
      return embedded.finally(() => underWay.delete(embedded));
    },
    describeDevice: () => backend.describeDevice(),
    async close() {
      closing ??= Promise.allSettled(underWay)
        .then(() => Promise.all([preprocessor.close(), backend.close()]))
        .then(() => undefined);
      await closing;
    },
  };
}

/**
 * One tensor after another. A single one is handed on as it is; several are copied, because the batch's buffer is given away
 * and a batch that failed is tried again picture by picture.
 */
function joined(tensors: readonly Float32Array<ArrayBuffer>[]): TensorBatch {
  const [first] = tensors;
  if (first === undefined) throw new Error('An empty batch.');
  if (tensors.length === 1) return { count: 1, values: first };
  const values = new Float32Array(first.length * tensors.length);
  tensors.forEach((tensor, i) => values.set(tensor, i * first.length));
  return { count: tensors.length, values };
}
