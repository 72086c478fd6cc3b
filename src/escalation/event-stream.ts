import { badInput, type CaseError, err, ok, type Result } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';
import { type CursorKeys, encodeCursor, type EventSource, readCursor } from '../graphql';
import { type Logger } from '../observability';
import { type BellsDeps, createBells } from './bells';
import { type Relay, startRelay } from './relay';
import { readHead, readStretch, type StreamRow } from './stream-row';
import { type Follower, followTail, type Tail } from './tail';

const REPLAY_PAGE_SIZE = 500;
const DEFAULT_POLL_INTERVAL_MS = 1_000;

interface EventStreamDeps extends BellsDeps {
  readonly prisma: PrismaClient;
  /** The relay takes a connection of its own. */
  readonly databaseUrl: string;
  readonly logger: Pick<Logger, 'warn'>;
  readonly pollIntervalMs?: number;
}

export interface StreamRequest {
  /** Of these facilities alone; null: of any. */
  readonly facilityIds: readonly string[] | null;
  /** The cursor of the last event that was handled; null for "from now on". */
  readonly after: string | null;
  readonly matches: (row: StreamRow) => boolean;
  /** That nothing else can match; spares the replay from reading the rest. */
  readonly onlyEscalations?: boolean;
}

/** Every event of every case in one gapless order, replayed from PostgreSQL and followed live. */
export interface EventStream {
  /**
   * From now on this process may be the one that numbers. To be called once what keeps a starting process busy is done: while it
   * holds the relay, the others' events wait for it.
   */
  startNumbering(): void;
  /** To be called after a commit that added events. Never fails; without it they are found a little later. */
  readonly wakeRelay: () => void;
  /** Tells that events got their place, in whichever process; it may fail to. */
  readonly onNumbered: (listener: () => void) => void;
  /** The cursor of the present end: a subscription from here misses nothing that is not yet visible. */
  headCursor(): Promise<string>;
  /** Errors: BAD_USER_INPUT on `after`, for what is no cursor of this stream or lies in its future. */
  open(request: StreamRequest): Promise<Result<EventSource<StreamRow>, CaseError>>;
  stop(): Promise<void>;
}

/** What a client remembers of an event, to be passed as `after`. */
export function cursorOf(row: Pick<StreamRow, 'position'>): string {
  return encodeCursor([CURSOR_KIND, row.position]);
}

/** Starts this process's reader; its relay when it is told to. */
export async function startEventStream(deps: EventStreamDeps): Promise<EventStream> {
  const { prisma, pollIntervalMs = DEFAULT_POLL_INTERVAL_MS } = deps;
  const bells = createBells(deps);
  const tail = await followTail({ ...deps, numbered: bells.numbered, pollIntervalMs });
  let relay: Relay | null = null;
  return {
    startNumbering() {
      relay ??= startRelay({
        ...deps,
        committed: bells.committed,
        onNumbered(rows) {
          tail.take(rows);
          bells.numbered.ring();
        },
        pollIntervalMs,
      });
    },
    wakeRelay: bells.committed.ring,
    onNumbered: bells.numbered.onRing,
    headCursor: async () => cursorOf({ position: await readHead(prisma) }),
    async open(request) {
      const cursor = readCursor(request.after, isStreamKeys);
      if (!cursor.ok) return cursor;
      const known = cursor.value?.[1] ?? null;
      // Those who come back all at once ask nothing of the database, except where another process is ahead of this one.
      const head = known !== null && known <= tail.head() ? tail.head() : await readHead(prisma);
      const after = known ?? head;
      if (after > head) return err(badInput('after', 'This cursor lies in the future of the stream.'));
      return ok(rowsFrom({ ...request, prisma, tail, after }));
    },
    async stop() {
      await Promise.all([relay?.stop(), tail.stop()]);
      bells.stop();
    },
  };
}

interface Following extends Omit<StreamRequest, 'after'> {
  readonly prisma: PrismaClient;
  readonly tail: Tail;
  readonly after: number;
}

/**
 * Yields from `after` on. Each round takes what the tail remembers or, further back, a page of the database; since
 * places have no gaps there is no seam between the two. A slow consumer only falls back to reading pages.
 */
async function* follow(
  request: Following,
  follower: Follower,
  onReady: (count: number) => void,
): AsyncGenerator<StreamRow, void, undefined> {
  const { tail, facilityIds, matches } = request;
  let position = request.after;
  while (!follower.hasLeft()) {
    if (position >= tail.head()) {
      await follower.moved();
      continue;
    }
    const { rows, upTo } = await nextRows(request, position);
    const wanted = rows.filter((row) => (facilityIds?.includes(row.facilityId) ?? true) && matches(row));
    for (const [index, row] of wanted.entries()) {
      onReady(wanted.length - index - 1);
      yield row;
    }
    position = upTo;
  }
}

/** What lies behind `position` and may be of interest, with the place up to which nothing else does. */
async function nextRows(
  { prisma, tail, facilityIds, onlyEscalations }: Following,
  position: number,
): Promise<{ rows: readonly StreamRow[]; upTo: number }> {
  const upTo = tail.head();
  const remembered = tail.rowsAfter(position);
  if (remembered !== null) return { rows: remembered, upTo };
  const stretch = { after: position, upTo, facilityIds, onlyEscalations, limit: REPLAY_PAGE_SIZE };
  const rows = await readStretch(prisma, stretch);
  const last = rows.at(-1);
  return { rows, upTo: rows.length < REPLAY_PAGE_SIZE || last === undefined ? upTo : last.position };
}

/** A generator that waits cannot be ended from outside: its `return` would wait too. This one is told to stop waiting. */
function rowsFrom(request: Following): EventSource<StreamRow> {
  const follower = request.tail.join();
  let ready = 0;
  const rows = follow(request, follower, (count) => (ready = count));
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    readyCount: () => ready,
    next: () => rows.next(),
    return: () => {
      follower.leave();
      return rows.return();
    },
  };
}

/** Tells the stream's cursors from those of the lists. */
const CURSOR_KIND = 'stream';

function isStreamKeys(keys: CursorKeys): keys is readonly [typeof CURSOR_KIND, number] {
  const [kind, position] = keys;
  return keys.length === 2 && kind === CURSOR_KIND && Number.isSafeInteger(position) && Number(position) >= 0;
}
