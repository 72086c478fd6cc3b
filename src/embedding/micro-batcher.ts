/** More is waiting than may wait: nothing was begun, and the caller may try again later. */
export class EmbeddingBusyError extends Error {
  override readonly name = 'EmbeddingBusyError';
  readonly code = 'EMBEDDING_BUSY';

  constructor() {
    super('Too many pictures are waiting for the embedding model.');
  }
}

/** Told what happens, for metrics. Must not throw. */
export interface BatchObserver {
  /** A batch was answered, or failed. `waitMs`: how long its oldest item was ready before the run began. */
  onBatch?(batch: { readonly size: number; readonly waitMs: number; readonly runMs: number }): void;
  /** Items accepted and not yet answered, whenever that number changes. */
  onQueueDepth?(depth: number): void;
  /** An item was refused because the queue is full. */
  onBusy?(): void;
}

export interface MicroBatcherOptions<Given, Ready, Answer> {
  /** What can be done for an item alone, many at once, before it may join a batch. */
  prepare(given: Given): Promise<Ready>;
  /** One answer per item, in order. */
  run(batch: readonly Ready[]): Promise<readonly Answer[]>;
  /** Whether a batch that failed so may succeed in parts. */
  mayRetryAlone(error: unknown): boolean;
  /** Batches under way at once: the lanes. */
  readonly concurrency: number;
  readonly maxBatch: number;
  /** Since it was ready, an item that found the model busy waits no longer than this for company. */
  readonly maxWaitMs: number;
  /** Items accepted and not yet answered. */
  readonly maxQueue: number;
  readonly nowMs: () => number;
  /** Calls back after that time, unless the function that it returns is called before. */
  readonly startTimer: (callback: () => void, delayMs: number) => () => void;
  readonly observer?: BatchObserver;
}

export interface MicroBatcher<Given, Answer> {
  /**
   * The item's own answer. Rejects with EmbeddingBusyError, at once, if the queue is full; else with what went wrong with this
   * item: another one of the same batch does not spoil it.
   */
  submit(item: Given): Promise<Answer>;
}

interface Waiting<Ready, Answer> {
  readonly item: Ready;
  readonly sinceMs: number;
  /** It waits for company no longer. */
  isDue: boolean;
  stopTimer(): void;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Runs what arrives together as one batch, first come, first served. An item that finds a free lane goes at once. One that
 * finds none waits for it, and then for company until the batch is full, but never beyond `maxWaitMs` after it was ready.
 * Under load the batches so grow by themselves, and without load nobody waits for others.
 */
export function createMicroBatcher<Given, Ready, Answer>(
  options: MicroBatcherOptions<Given, Ready, Answer>,
): MicroBatcher<Given, Answer> {
  const { maxBatch, maxWaitMs, maxQueue, concurrency, nowMs, observer } = options;
  const waiting: Waiting<Ready, Answer>[] = [];
  let running = 0;
  let accepted = 0;

  function setAccepted(count: number): void {
    accepted = count;
    observer?.onQueueDepth?.(accepted);
  }

  function enqueue(item: Ready): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const isDue = maxWaitMs === 0 || (running < concurrency && waiting.length === 0);
      const entry: Waiting<Ready, Answer> = {
        ...{ item, isDue, resolve, reject, sinceMs: nowMs() },
        stopTimer: isDue ? () => undefined : options.startTimer(() => makeDue(entry), maxWaitMs),
      };
      waiting.push(entry);
      startBatches();
    });
  }

  function makeDue(entry: Waiting<Ready, Answer>): void {
    entry.isDue = true;
    startBatches();
  }

  function startBatches(): void {
    while (running < concurrency && (waiting.length >= maxBatch || waiting[0]?.isDue === true)) {
      const batch = waiting.splice(0, maxBatch);
      for (const entry of batch) entry.stopTimer();
      running++;
      void answer(batch).finally(() => {
        running--;
        startBatches();
      });
    }
  }

  async function answer(batch: readonly Waiting<Ready, Answer>[]): Promise<void> {
    const beganMs = nowMs();
    try {
      await runTogether(batch);
    } catch (error) {
      if (batch.length === 1 || !options.mayRetryAlone(error)) {
        for (const entry of batch) entry.reject(error);
      } else {
        for (const entry of batch) await runTogether([entry]).catch((alone: unknown) => entry.reject(alone));
      }
    }
    const waitMs = beganMs - (batch[0]?.sinceMs ?? beganMs);
    observer?.onBatch?.({ size: batch.length, waitMs, runMs: nowMs() - beganMs });
  }

  async function runTogether(batch: readonly Waiting<Ready, Answer>[]): Promise<void> {
    const answers = await options.run(batch.map(({ item }) => item));
    if (answers.length !== batch.length)
      throw new Error('The model answered for another number of pictures.');
    batch.forEach((entry, i) => entry.resolve(answers[i] as Answer));
  }

  return {
    async submit(item) {
      if (accepted >= maxQueue) {
        observer?.onBusy?.();
        throw new EmbeddingBusyError();
      }
      setAccepted(accepted + 1);
      try {
        return await enqueue(await options.prepare(item));
      } finally {
        setAccepted(accepted - 1);
      }
    },
  };
}
