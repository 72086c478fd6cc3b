import { createMicroBatcher, type MicroBatcherOptions } from '../../src/embedding/micro-batcher';

interface Run {
  readonly items: readonly number[];
  readonly atMs: number;
  succeed(): void;
  fail(error: Error): void;
}

/** A batcher of numbers, each answered by its double, whose time passes and whose runs end when the test says so. */
export function batcherUnderTest(options: Partial<MicroBatcherOptions<number, number, number>> = {}) {
  let nowMs = 0;
  const timers = new Map<() => void, number>();
  const begun: Run[] = [];
  const depths: number[] = [];
  const batcher = createMicroBatcher<number, number, number>({
    prepare: (item) => Promise.resolve(item),
    run: (items) =>
      new Promise((resolve, reject) => {
        begun.push({
          items,
          atMs: nowMs,
          succeed: () => resolve(items.map((item) => 2 * item)),
          fail: reject,
        });
      }),
    mayRetryAlone: () => true,
    concurrency: 1,
    maxBatch: 4,
    maxWaitMs: 10,
    maxQueue: 100,
    nowMs: () => nowMs,
    startTimer(callback, delayMs) {
      timers.set(callback, nowMs + delayMs);
      return () => timers.delete(callback);
    },
    observer: { onQueueDepth: (depth) => depths.push(depth) },
    ...options,
  });
  return {
    ...batcher,
    begun,
    depths,
    /** Timers that were neither called nor stopped. */
    timers: () => timers.size,
    /** Lets all that can happen without time passing happen. */
    settle: settled,
    async pass(forMs: number): Promise<void> {
      nowMs += forMs;
      for (const [callback, atMs] of [...timers]) {
        if (atMs > nowMs) continue;
        timers.delete(callback);
        callback();
      }
      await settled();
    },
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
