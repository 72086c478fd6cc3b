import { type InferenceBackend } from './inference-backend';

/**
 * Keeps a backend at hand that is opened anew, at the next call, once it is known to be dead. The calls that were under way
 * are rejected by the dead one; the calls after it wait for one new backend, and are rejected only if that cannot be opened
 * either.
 */
export function reviveBackend(
  first: InferenceBackend,
  reopen: () => Promise<InferenceBackend>,
): InferenceBackend {
  let latest = first;
  let current = Promise.resolve(first);
  let isClosed = false;

  async function running(): Promise<InferenceBackend> {
    const seen = current;
    const backend = await seen.catch(() => null);
    if (isClosed) throw new Error('The embedding session is closed.');
    if (backend?.isAlive() === true) return backend;
    // Of several calls that find it dead, the first one opens the next.
    if (current === seen) current = reopenAfter(latest);
    return current;
  }

  async function reopenAfter(dead: InferenceBackend): Promise<InferenceBackend> {
    await dead.close();
    latest = await reopen();
    return latest;
  }

  return {
    provider: first.provider,
    fallbackReason: first.fallbackReason,
    concurrency: first.concurrency,
    infer: async (batch) => (await running()).infer(batch),
    describeDevice: () => latest.describeDevice(),
    isAlive: () => !isClosed && latest.isAlive(),
    async close() {
      isClosed = true;
      await (await current.catch(() => latest)).close();
    },
  };
}
