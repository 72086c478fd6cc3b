import { join } from 'node:path';
import { Piscina } from 'piscina';
import { DEFAULT_MAX_BATCH } from '../default-max-batch';
import { type DeviceReport, EmbeddingDevice, ExecutionProvider } from '../device';
import { CUDA_ADVICE } from '../gpu-advice';
import { readGpuFacts } from '../gpu-facts';
import { type InferenceBackend, type TensorBatch } from '../inference-backend';
import { EmbeddingSetupError, type ModelManifest } from '../manifest';
import { workerFile } from '../worker-file';
import { type SessionSettings } from './onnx-session';
import { type SessionPlan, planSessions } from './plan-sessions';

interface OnnxOptions {
  readonly manifest: ModelManifest;
  /** Verified: see model-file.ts. */
  readonly modelPath: string;
  readonly device: EmbeddingDevice;
  readonly maxBatch?: number | undefined;
  /** Left out: planSessions decides. */
  readonly plan?: SessionPlan | undefined;
}

type LocalProvider = SessionSettings['provider'];

/**
 * Opens the model in threads of this process and waits until its sessions are warm. `auto` tries CUDA, then the CPU; listing
 * both at once would throw when CUDA is absent. Throws EmbeddingSetupError if the device or the graph is not what was asked for.
 */
export async function openOnnxBackend(options: OnnxOptions): Promise<InferenceBackend> {
  const { CPU, CUDA } = ExecutionProvider;
  if (options.device === EmbeddingDevice.CPU) return openOn(CPU, options, null);
  try {
    return await openOn(CUDA, options, null);
  } catch (error) {
    if (options.device === EmbeddingDevice.CUDA) throw error;
    return openOn(CPU, options, error instanceof EmbeddingSetupError ? causeOf(error) : String(error));
  }
}

async function openOn(
  provider: LocalProvider,
  options: OnnxOptions,
  fallbackReason: string | null,
): Promise<InferenceBackend> {
  const { manifest, modelPath, device, maxBatch } = options;
  const { inputName, outputName, sizePx, dimension } = manifest;
  const plan = options.plan ?? (await planSessions(provider, modelPath));
  const pool = new Piscina({
    ...workerFile(join(__dirname, 'onnx-worker')),
    name: 'infer',
    workerData: {
      ...{ modelPath, provider, inputName, outputName, sizePx, dimension },
      intraOpThreads: plan.intraOpThreads,
      warmUpBatches: [...new Set([1, maxBatch ?? DEFAULT_MAX_BATCH[provider]])],
    } satisfies SessionSettings,
    minThreads: plan.sessions,
    maxThreads: plan.sessions,
  });
  try {
    await pool.run(undefined, { name: 'ready' });
  } catch (cause) {
    await pool.destroy();
    const advice = device === EmbeddingDevice.CUDA ? ` ${CUDA_ADVICE}` : '';
    throw new EmbeddingSetupError(
      `The model ${manifest.name} cannot run on device "${device}": ${messageOf(cause)}${advice}`,
      { cause },
    );
  }
  let isClosed = false;

  return {
    provider,
    fallbackReason,
    concurrency: plan.sessions,
    async infer(batch: TensorBatch) {
      if (isClosed) throw new Error('The embedding session is closed.');
      const vectors = (await pool.run(batch, { transferList: [batch.values.buffer] })) as Float32Array;
      // Of its own each: whoever keeps one vector does not keep its whole batch.
      return Array.from({ length: batch.count }, (_, i) => vectors.slice(i * dimension, (i + 1) * dimension));
    },
    describeDevice: () => describe(provider, fallbackReason),
    isAlive: () => !isClosed,
    async close() {
      isClosed = true;
      await pool.close();
    },
  };
}

async function describe(provider: LocalProvider, fallbackReason: string | null): Promise<DeviceReport> {
  const gpu = provider === ExecutionProvider.CUDA ? await readGpuFacts() : null;
  return { provider, ...(gpu ?? { name: null, memoryMiB: null, memoryUsedMiB: null }), fallbackReason };
}

function causeOf(error: EmbeddingSetupError): string {
  return messageOf(error.cause);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
