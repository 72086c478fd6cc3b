/** An inference thread: opens one ONNX Runtime session, whose run blocks the thread that calls it, and runs one batch at a time. */
import { workerData } from 'node:worker_threads';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { type TensorBatch } from '../inference-backend';
import { CHANNELS, normaliseRows } from '../tensor';
import { type SessionSettings } from './onnx-session';

// It would else print to stderr that a GPU library is missing, which is expected; every error is thrown as well.
env.logLevel = 'fatal';

const settings = workerData as SessionSettings;

/** At once, before anybody asks. A failure is told to whoever asks first, and not thrown here: that would kill the thread. */
let opened: Promise<InferenceSession> | null = openWarm();
opened.catch(() => undefined);

/** The vectors of the batch, one after another, each of unit length. Rejects if the session cannot be opened or run. */
export async function infer(batch: TensorBatch): Promise<Float32Array> {
  return run(await session(), batch);
}

/** Resolves once the session is open and warm. */
export async function ready(): Promise<void> {
  await session();
}

async function session(): Promise<InferenceSession> {
  opened ??= openWarm();
  try {
    return await opened;
  } catch (error) {
    // The next one who asks tries again.
    opened = null;
    throw error;
  }
}

/** The first runs are slow and show whether the graph is the manifest's: nobody should wait for that later. */
async function openWarm(): Promise<InferenceSession> {
  const { modelPath, provider, intraOpThreads, warmUpBatches, sizePx } = settings;
  const warm = await InferenceSession.create(modelPath, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: intraOpThreads,
  });
  for (const count of warmUpBatches) {
    const values = new Float32Array(count * CHANNELS * sizePx * sizePx).fill(0.5);
    await run(warm, { count, values });
  }
  return warm;
}

async function run(open: InferenceSession, { count, values }: TensorBatch): Promise<Float32Array> {
  const { inputName, outputName, sizePx, dimension } = settings;
  // The tensor is a view of the transferred buffer: nothing is copied on the way into the runtime.
  const input = new Tensor('float32', values, [count, CHANNELS, sizePx, sizePx]);
  const output = (await open.run({ [inputName]: input }, [outputName]))[outputName];
  if (!(output?.data instanceof Float32Array) || output.data.length !== count * dimension) {
    throw new Error(`Output ${outputName} is not float32 [${count}, ${dimension}].`);
  }
  normaliseRows(output.data, dimension);
  return output.data;
}
