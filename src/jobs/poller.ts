import { setTimeout as delay } from 'node:timers/promises';

interface PollerOptions<T> {
  /** Jobs at once. */
  readonly concurrency: number;
  /** Between two looks at a queue that had less than was wanted. */
  readonly intervalMs: number;
  /** Takes at most `count` jobs that wait. */
  readonly fetch: (count: number) => Promise<readonly T[]>;
  /** Never rejects. */
  readonly run: (job: T) => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
}

export interface Poller<T> {
  /** Takes no more jobs; resolves when those that were taken have ended. */
  stop(): Promise<void>;
  /** Those that have not ended. */
  running(): readonly T[];
}

/** One poller works off one queue, however many jobs it runs at once: each of them costs no statements while it runs. */
export function startPoller<T>({
  concurrency,
  intervalMs,
  fetch,
  run,
  onTrouble,
}: PollerOptions<T>): Poller<T> {
  const running = new Map<T, Promise<void>>();
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true });
  });

  function start(job: T): void {
    running.set(
      job,
      run(job).finally(() => running.delete(job)),
    );
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      const wanted = concurrency - running.size;
      const jobs = await fetch(wanted).catch((error: unknown) => {
        onTrouble(error);
        return [];
      });
      jobs.forEach(start);
      if (running.size >= concurrency) await Promise.race([...running.values(), stopped]);
      // A full batch hints at more; a queue that had less is looked at again in a while.
      else if (jobs.length < wanted) await pause();
    }
  }

  async function pause(): Promise<void> {
    await delay(intervalMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  const ended = work();
  return {
    running: () => [...running.keys()],
    async stop() {
      stopping.abort();
      await ended;
      await Promise.all(running.values());
    },
  };
}
