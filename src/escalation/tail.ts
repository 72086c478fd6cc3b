import { type PrismaClient } from '../generated/prisma/client';
import { type Logger } from '../observability';
import { createWake } from '../time';
import { type Bell } from './bells';
import { readHead, readStretch, type StreamRow } from './stream-row';

const BATCH_SIZE = 500;
/** How far back the tail remembers; whoever is further behind reads the database. */
const MAX_REMEMBERED = 2_000;

interface TailDeps {
  readonly prisma: PrismaClient;
  readonly numbered: Bell;
  readonly logger: Pick<Logger, 'warn'>;
  readonly pollIntervalMs: number;
}

/** The end of the stream, read once per process however many subscribers follow it. */
export interface Tail {
  /** The place of the last event that this process has read. */
  head(): number;
  /** Every event behind this place, up to the head; null if that reaches further back than the tail remembers. */
  rowsAfter(position: number): readonly StreamRow[] | null;
  /** Spares the tail from reading what its own process has just numbered, in its order and durable. */
  take(rows: readonly StreamRow[]): void;
  /** Whoever wants to be told when the head moves; thousands may. */
  join(): Follower;
  stop(): Promise<void>;
}

export interface Follower {
  hasLeft(): boolean;
  /** Resolves when the head has moved next, or when the follower leaves. One wait at a time. */
  moved(): Promise<void>;
  leave(): void;
}

/**
 * Starts to follow the stream at its present end, remembering what led there: after a restart, everybody who comes back
 * is served from here.
 */
export async function followTail({ prisma, numbered, logger, pollIntervalMs }: TailDeps): Promise<Tail> {
  const wake = createWake();
  let waiting = new Set<() => void>();
  let head = await readHead(prisma);
  let remembered = await readStretch(prisma, {
    after: head - MAX_REMEMBERED,
    upTo: head,
    limit: MAX_REMEMBERED,
  });
  let isStopping = false;
  numbered.onRingElsewhere(wake.wake);
  const ended = run();

  async function run(): Promise<void> {
    while (!isStopping) {
      const count = await readOn().catch((error: unknown) => {
        logger.warn('The event stream could not be read; it will be tried again.', { error });
        return 0;
      });
      if (count < BATCH_SIZE) await wake.sleep(pollIntervalMs);
    }
  }

  async function readOn(): Promise<number> {
    const rows = await readStretch(prisma, { after: head, limit: BATCH_SIZE });
    moveOn(rows);
    return rows.length;
  }

  /** Over rows without a gap in between that reach back to the head or behind it: both who read and who took may be first. */
  function moveOn(rows: readonly StreamRow[]): void {
    const unknown = rows.filter(({ position }) => position > head);
    if (unknown.length === 0) return;
    remembered = [...remembered, ...unknown].slice(-MAX_REMEMBERED);
    head = unknown.at(-1)?.position ?? head;
    const resumed = waiting;
    waiting = new Set();
    for (const resume of resumed) resume();
  }

  return {
    head: () => head,
    rowsAfter(position) {
      // Places have no gaps: how far back a place lies is how many events lie behind it.
      const count = head - position;
      return count <= remembered.length ? remembered.slice(remembered.length - count) : null;
    },
    take(rows) {
      const [first] = rows;
      if (first !== undefined && first.position <= head + 1) moveOn(rows);
      // Another process numbered what lies in between.
      else wake.wake();
    },
    join() {
      let isLeaving = false;
      let resume: () => void = () => undefined;
      return {
        hasLeft: () => isLeaving,
        moved: () =>
          new Promise((resolve) => {
            resume = resolve;
            if (isLeaving) resolve();
            else waiting.add(resolve);
          }),
        leave() {
          isLeaving = true;
          waiting.delete(resume);
          resume();
        },
      };
    },
    async stop() {
      isStopping = true;
      wake.wake();
      await ended;
    },
  };
}
