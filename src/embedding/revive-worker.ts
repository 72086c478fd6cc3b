import { type InferenceWorker } from './inference-client';

/** A worker that is replaced, at the next call, when its thread has died. */
type RevivedWorker = Pick<InferenceWorker, 'infer' | 'close'>;

/**
 * Keeps a worker at hand. The calls that were under way when a thread died are rejected; the ones after it wait for one new
 * thread, and are rejected only if that cannot start either.
 */
export function reviveWorker(first: InferenceWorker, reopen: () => Promise<InferenceWorker>): RevivedWorker {
  let current = Promise.resolve(first);
  let isClosed = false;

  async function running(): Promise<InferenceWorker> {
    const seen = current;
    const worker = await seen.catch(() => null);
    if (isClosed) throw new Error('The embedding session is closed.');
    if (worker?.isAlive() === true) return worker;
    // Of several calls that find it dead, the first one opens the next.
    if (current === seen) current = reopen();
    return current;
  }

  return {
    infer: async (squares) => (await running()).infer(squares),
    async close() {
      isClosed = true;
      await (await current.catch(() => null))?.close();
    },
  };
}
