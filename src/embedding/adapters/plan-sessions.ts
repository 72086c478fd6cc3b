import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { ExecutionProvider } from '../device';

/** How a model is spread over the processor. */
export interface SessionPlan {
  /** Sessions, each with its own thread and its own copy of the model. */
  readonly sessions: number;
  /** Threads within one operator of one run. */
  readonly intraOpThreads: number;
}

/** A model up to this size takes a few milliseconds a picture, which splitting an operator over threads makes no shorter. */
const SMALL_MODEL_BYTES = 64 * 1024 * 1024;
const MAX_SESSIONS = 4;

/**
 * Measured (docs/performance.md): a small model embeds about twice as many pictures by two sessions of one thread each as by
 * one of two; a large one gains nothing by a second copy of itself, and answers a single picture sooner by all threads. On
 * CUDA one session feeds the device.
 */
export async function planSessions(provider: ExecutionProvider, modelPath: string): Promise<SessionPlan> {
  const cores = availableParallelism();
  if (provider === ExecutionProvider.CUDA) return { sessions: 1, intraOpThreads: 1 };
  const { size } = await stat(modelPath);
  return size <= SMALL_MODEL_BYTES
    ? { sessions: Math.min(cores, MAX_SESSIONS), intraOpThreads: 1 }
    : { sessions: 1, intraOpThreads: cores };
}
