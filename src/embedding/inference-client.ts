import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type EmbeddingDevice, type ExecutionProvider } from './device';
import { EmbeddingSetupError, type ModelManifest } from './manifest';
import {
  ReplyKind,
  RequestKind,
  type WorkerReply,
  type WorkerRequest,
  type WorkerSettings,
} from './protocol';

export interface InferenceWorker {
  readonly provider: ExecutionProvider;
  /** Why the CPU was taken although CUDA was tried; null when nothing had to give way. */
  readonly fallbackReason: string | null;
  /** Unit vectors of equally large RGB squares. Rejects if the model fails or the thread has ended. */
  infer(squares: readonly Uint8Array[]): Promise<Float32Array[]>;
  /** False once the thread has died or was closed. */
  isAlive(): boolean;
  close(): Promise<void>;
}

interface Pending {
  resolve(vectors: Float32Array<ArrayBuffer>): void;
  reject(error: Error): void;
}

/** Starts the worker thread and waits until its session is warm. Throws EmbeddingSetupError if there is none to be had. */
export async function openInferenceWorker(options: {
  readonly manifest: ModelManifest;
  readonly modelPath: string;
  readonly device: EmbeddingDevice;
}): Promise<InferenceWorker> {
  const { manifest, modelPath, device } = options;
  const { inputName, outputName, sizePx, mean, std, dimension } = manifest;
  const worker = startThread({ modelPath, device, inputName, outputName, sizePx, mean, std, dimension });
  const first = await firstReply(worker);
  if (first.kind !== ReplyKind.READY) {
    await worker.terminate();
    const reason = first.kind === ReplyKind.REFUSED ? first.message : 'it spoke out of turn';
    throw new EmbeddingSetupError(`The model ${manifest.name} cannot run on device "${device}": ${reason}`);
  }

  const pending = new Map<number, Pending>();
  let nextId = 0;
  let ended: Error | null = null;

  worker.on('message', (reply: WorkerReply) => {
    if (reply.kind !== ReplyKind.VECTORS && reply.kind !== ReplyKind.FAILED) return;
    const call = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.kind === ReplyKind.VECTORS) call?.resolve(reply.vectors);
    else call?.reject(new Error(reply.message));
  });
  const end = (error: Error): void => {
    ended ??= error;
    for (const call of pending.values()) call.reject(ended);
    pending.clear();
  };
  worker.on('error', end);
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      end(new Error('The embedding session has ended.'));
      resolve();
    });
  });

  return {
    provider: first.provider,
    fallbackReason: first.fallbackReason,
    async infer(squares) {
      if (ended !== null) throw ended;
      const id = nextId++;
      const vectors = await new Promise<Float32Array<ArrayBuffer>>((resolve, reject) => {
        pending.set(id, { resolve, reject });
        const pixels = concatenated(squares);
        const request: WorkerRequest = { kind: RequestKind.INFER, id, pixels };
        worker.postMessage(request, [pixels.buffer]);
      });
      return squares.map(
        (_, i) => new Float32Array(vectors.buffer.slice(i * dimension * 4, (i + 1) * dimension * 4)),
      );
    },
    isAlive: () => ended === null,
    async close() {
      if (ended === null) {
        ended = new Error('The embedding session is closed.');
        worker.postMessage({ kind: RequestKind.CLOSE } satisfies WorkerRequest);
      }
      await exited;
    },
  };
}

/** From dist/ the worker is JavaScript; under a transpiling loader or jest it is TypeScript and brings its own loader. */
function startThread(settings: WorkerSettings): Worker {
  const extension = extname(__filename);
  return new Worker(join(__dirname, `inference-worker${extension}`), {
    workerData: settings,
    ...(extension === '.ts' && { execArgv: ['--require', require.resolve('@swc-node/register')] }),
  });
}

function firstReply(worker: Worker): Promise<WorkerReply> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void =>
      reject(new EmbeddingSetupError('The embedding thread ended while it started.', { cause }));
    worker.once('message', (reply: WorkerReply) => {
      worker.off('error', fail).off('exit', fail);
      resolve(reply);
    });
    worker.once('error', fail).once('exit', fail);
  });
}

/** One buffer that can be transferred: the decoder's own buffers cannot leave their thread. */
function concatenated(squares: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(squares.reduce((bytes, square) => bytes + square.length, 0));
  let offset = 0;
  for (const square of squares) {
    pixels.set(square, offset);
    offset += square.length;
  }
  return pixels;
}
