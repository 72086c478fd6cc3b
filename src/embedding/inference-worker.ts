/** The worker thread: opens one ONNX Runtime session and answers requests one after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { EmbeddingDevice, ExecutionProvider } from './device';
import {
  ReplyKind,
  RequestKind,
  type WorkerReply,
  type WorkerRequest,
  type WorkerSettings,
} from './protocol';
import { CHANNELS, normaliseRows, toChannelsFirst } from './tensor';

// It would else print to stderr that a GPU library is missing, which is expected; every error is thrown as well.
env.logLevel = 'fatal';

const settings = workerData as WorkerSettings;
const squareBytes = settings.sizePx * settings.sizePx * CHANNELS;

interface OpenSession {
  readonly session: InferenceSession;
  readonly provider: ExecutionProvider;
  readonly fallbackReason: string | null;
}

/** Listing both providers at once throws when CUDA is absent instead of taking the CPU: they are tried in turn. */
async function openSession(): Promise<OpenSession> {
  const { CPU, CUDA } = ExecutionProvider;
  if (settings.device === EmbeddingDevice.CPU) {
    return { session: await sessionOn(CPU), provider: CPU, fallbackReason: null };
  }
  try {
    return { session: await sessionOn(CUDA), provider: CUDA, fallbackReason: null };
  } catch (error) {
    if (settings.device === EmbeddingDevice.CUDA) throw error;
    return { session: await sessionOn(CPU), provider: CPU, fallbackReason: messageOf(error) };
  }
}

function sessionOn(provider: ExecutionProvider): Promise<InferenceSession> {
  return InferenceSession.create(settings.modelPath, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
  });
}

async function embedSquares(
  session: InferenceSession,
  pixels: Uint8Array,
): Promise<Float32Array<ArrayBuffer>> {
  const { sizePx, mean, std, inputName, outputName, dimension } = settings;
  const pictures = pixels.length / squareBytes;
  const tensor = new Tensor('float32', toChannelsFirst(pixels, sizePx, mean, std), [
    pictures,
    CHANNELS,
    sizePx,
    sizePx,
  ]);
  const output = (await session.run({ [inputName]: tensor }, [outputName]))[outputName];
  if (!(output?.data instanceof Float32Array) || output.data.length !== pictures * dimension) {
    throw new Error(`Output ${outputName} is not float32 [${pictures}, ${dimension}].`);
  }
  const vectors = new Float32Array(output.data);
  normaliseRows(vectors, dimension);
  return vectors;
}

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function serve(): Promise<void> {
  const { session, provider, fallbackReason } = await openSession();
  // The first run is slow (memory, kernels) and shows whether the graph is the manifest's: nobody should wait for it later.
  await embedSquares(session, new Uint8Array(squareBytes).fill(127));

  let turn: Promise<void> = Promise.resolve();
  parentPort?.on('message', (request: WorkerRequest) => {
    turn = turn.then(() => answer(session, request));
  });
  reply({ kind: ReplyKind.READY, provider, fallbackReason });
}

async function answer(session: InferenceSession, request: WorkerRequest): Promise<void> {
  if (request.kind === RequestKind.CLOSE) {
    await session.release();
    parentPort?.close();
    return;
  }
  try {
    const vectors = await embedSquares(session, request.pixels);
    reply({ kind: ReplyKind.VECTORS, id: request.id, vectors }, [vectors.buffer]);
  } catch (error) {
    reply({ kind: ReplyKind.FAILED, id: request.id, message: messageOf(error) });
  }
}

serve().catch((error: unknown) => {
  reply({ kind: ReplyKind.REFUSED, message: messageOf(error) });
});
