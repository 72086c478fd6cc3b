import { ExecutionProvider } from '../device';
import { type InferenceBackend, type TensorBatch } from '../inference-backend';
import { EmbeddingSetupError, type ModelManifest } from '../manifest';
import { CHANNELS, normaliseRows } from '../tensor';
import { createKServeClient, type KServeClient, type KServeQuestions } from './kserve-client';
import { faultOf, serverError, ServerFault } from './kserve-error';
import { checkServedModel, ServerExtension } from './kserve-model';
import { inferRequest, readInferAnswer } from './kserve-tensors';

export interface KServeOptions {
  /** What the server's model must be. */
  readonly manifest: ModelManifest;
  /** Address of a server that speaks the Open Inference Protocol (KServe v2) over HTTP: Triton, KServe, … */
  readonly url: string;
  /** The model's name on the server; the manifest's if left out. */
  readonly modelName?: string;
  /** The largest batch that `infer` will be given. */
  readonly maxBatch: number;
  /** Told at the start if the server does not say the digest of the file that it serves. */
  readonly onUnverified?: () => void;
  /** For one batch, all attempts together. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const DESCRIBE_TIMEOUT_MS = 1500;
/** While one batch is computed, others travel or wait in the server's own queue, where it joins them with other replicas'. */
const CONCURRENCY = 4;
/** After these the server, or its model, may be another one: it is to be checked anew before it is believed. */
const LOSES_TRUST: ReadonlySet<ServerFault> = new Set([
  ServerFault.UNREACHABLE,
  ServerFault.REFUSED,
  ServerFault.OTHER_MODEL,
]);

/**
 * Opens a model that another machine runs, once its readiness, its tensors and, where the server names it, its digest were
 * held against the manifest and one picture went through. Throws EmbeddingSetupError if anything differs or nobody answers.
 */
export async function openKServeBackend(options: KServeOptions): Promise<InferenceBackend> {
  const { manifest, url, modelName = manifest.name, maxBatch, timeoutMs = TIMEOUT_MS } = options;
  const client = createKServeClient(url, modelName, timeoutMs);
  try {
    const { isBinary, isDigestVerified } = await checkServer(client, manifest, maxBatch);
    const recheck = async (leftMs: number): Promise<void> => {
      await checkServer(client.within(leftMs), manifest, maxBatch).catch((error: unknown) => {
        throw error instanceof EmbeddingSetupError
          ? serverError(ServerFault.OTHER_MODEL, error.message, { cause: error })
          : error;
      });
    };
    const run = createRun({ client, manifest, isBinary, recheck });
    // The first run is slow on a server too, and shows whether the model does what its metadata says.
    const { modelVersion } = await run(greyPicture(manifest.sizePx));
    if (!isDigestVerified) options.onUnverified?.();
    return createBackend(client, run, modelVersion);
  } catch (error) {
    client.close();
    if (!(error instanceof Error) || faultOf(error) === null) throw error;
    const { origin } = new URL(url); // a path or a password in the address is nobody's business
    throw new EmbeddingSetupError(`The model ${modelName} cannot be had of ${origin}: ${error.message}`, {
      cause: error,
    });
  }
}

/** Runs one batch; with the version of the model that answered, or null where the server does not say. */
type Run = (batch: TensorBatch) => Promise<{ vectors: Float32Array[]; modelVersion: string | null }>;

interface RunOptions {
  readonly client: KServeClient;
  readonly manifest: ModelManifest;
  readonly isBinary: boolean;
  readonly recheck: (leftMs: number) => Promise<void>;
}

function createRun({ client, manifest, isBinary, recheck }: RunOptions): Run {
  return async (batch) => {
    const reply = await client.infer(inferRequest(manifest, batch, isBinary), recheck);
    const { values, modelVersion } = readInferAnswer(manifest, batch.count, reply);
    return { vectors: unitVectors(values, manifest.dimension), modelVersion };
  };
}

/** Holds a server and its model against the manifest: throws as checkServedModel does, or with the server's fault. */
async function checkServer(
  server: KServeQuestions,
  manifest: ModelManifest,
  maxBatch: number,
): Promise<{ readonly isBinary: boolean; readonly isDigestVerified: boolean }> {
  await server.ready();
  const { extensions } = await server.server();
  const metadata = await server.model();
  const config = extensions.includes(ServerExtension.MODEL_CONFIGURATION) ? await server.config() : null;
  return {
    isBinary: extensions.includes(ServerExtension.BINARY_TENSORS),
    ...checkServedModel(manifest, maxBatch, metadata, config),
  };
}

/** `checkedVersion` is the model's that was checked, and that every later answer must come from. */
function createBackend(client: KServeClient, run: Run, checkedVersion: string | null): InferenceBackend {
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;
  let isTrusted = true;

  async function inferTrusted(batch: TensorBatch): Promise<Float32Array[]> {
    try {
      const { vectors, modelVersion } = await run(batch);
      if (modelVersion === checkedVersion) return vectors;
      throw serverError(
        ServerFault.OTHER_MODEL,
        'The inference server has loaded another version of the model.',
      );
    } catch (error) {
      const fault = faultOf(error);
      if (fault !== null && LOSES_TRUST.has(fault)) isTrusted = false;
      throw error;
    }
  }

  return {
    provider: ExecutionProvider.KSERVE,
    fallbackReason: null,
    concurrency: CONCURRENCY,
    async infer(batch) {
      if (isClosed) throw new Error('The embedding session is closed.');
      const call = inferTrusted(batch);
      underWay.add(call);
      return call.finally(() => underWay.delete(call));
    },
    async describeDevice() {
      const name = await nameOfServer(client.within(DESCRIBE_TIMEOUT_MS)).catch(() => null);
      // The protocol has no word for the card behind the server; the server's own metrics have.
      const untold = { memoryMiB: null, memoryUsedMiB: null, fallbackReason: null };
      return { provider: ExecutionProvider.KSERVE, name, ...untold };
    },
    isAlive: () => !isClosed && isTrusted,
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
      client.close();
    },
  };
}

/** "triton 2.50.0", of a server whose model is ready. Rejects if it is not. */
async function nameOfServer(client: Pick<KServeClient, 'ready' | 'server'>): Promise<string> {
  await client.ready();
  const { name, version } = await client.server();
  return version === undefined ? name : `${name} ${version}`;
}

function unitVectors(values: Float32Array<ArrayBuffer>, dimension: number): Float32Array[] {
  try {
    normaliseRows(values, dimension);
  } catch (cause) {
    throw serverError(
      ServerFault.WRONG_ANSWER,
      'The inference server answered with a vector without a direction.',
      { cause },
    );
  }
  // Copies, so that whoever keeps one vector does not keep the batch.
  return Array.from({ length: values.length / dimension }, (_, i) =>
    values.slice(i * dimension, (i + 1) * dimension),
  );
}

function greyPicture(sizePx: number): TensorBatch {
  return { count: 1, values: new Float32Array(CHANNELS * sizePx * sizePx).fill(0.1) };
}
