import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createClient } from 'redis';
import { v7 as newId } from 'uuid';
import { cursorOf, type EventStream, startEventStream, type StreamRow } from '../../../src/escalation';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { startPausableProxy } from '../../support/pausable-proxy';
import {
  appendEvent,
  connect,
  openCase,
  openFacility,
  PLAIN_EVENT,
  take,
  type WrittenCase,
} from './case-events';

const START = cursorOf({ position: 0 });
const EVERYTHING = (): boolean => true;
const NOBODY_HOME = 'redis://127.0.0.1:1';

describe('the event stream', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  let north: string;
  let south: string;
  let ofNorth: WrittenCase;
  let ofSouth: WrittenCase;
  let redis: ReturnType<typeof createClient>;
  let keyPrefix: string;
  let children: ChildProcess[];
  let streams: EventStream[];

  beforeEach(async () => {
    database = await createTestDatabase();
    prisma = connect(database.url);
    north = await openFacility(prisma, 'North');
    south = await openFacility(prisma, 'South');
    ofNorth = await openCase(prisma, north);
    ofSouth = await openCase(prisma, south);
    redis = createClient({ url: process.env.REDIS_URL, disableOfflineQueue: true });
    await redis.connect();
    keyPrefix = `${newId()}:`;
    [children, streams] = [[], []];
  });

  afterEach(async () => {
    for (const child of children.filter(({ signalCode }) => signalCode === null)) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await Promise.all(streams.map((stream) => stream.stop()));
    if (redis.isOpen) redis.destroy();
    await prisma.$disconnect();
    await database.drop();
  });

  const start = async (pollIntervalMs = 60_000, databaseUrl = database.url): Promise<EventStream> => {
    const logger = { warn: () => undefined };
    const deps = { prisma, databaseUrl, redis, keyPrefix, logger, pollIntervalMs };
    const stream = await startEventStream(deps);
    stream.startNumbering();
    streams.push(stream);
    return stream;
  };

  const open = async (
    stream: EventStream,
    after: string | null = START,
    facilityIds = [north],
    matches: (row: StreamRow) => boolean = EVERYTHING,
  ) => {
    const opened = await stream.open({ facilityIds, after, matches });
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value;
  };

  const happen = async (stream: EventStream, written: WrittenCase, count = 1): Promise<void> => {
    for (let i = 0; i < count; i++) {
      await prisma.$transaction((tx) => appendEvent(tx, written));
      stream.wakeRelay();
    }
  };

  const positionsOf = (rows: readonly StreamRow[]): number[] => rows.map(({ position }) => position);
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

  it('replays what was missed and goes on with what happens, without a hole or a double at the seam', async () => {
    const stream = await start();
    await happen(stream, ofNorth, 20);
    const rows = await open(stream);
    const [taken] = await Promise.all([take(rows, 40), happen(stream, ofNorth, 20)]);
    expect(positionsOf(taken)).toEqual(upTo(40));
  });

  it('gives everybody the same, from wherever they ask', async () => {
    const stream = await start();
    await happen(stream, ofNorth, 6);
    const all = await take(await open(stream), 6);
    const late = await take(await open(stream, cursorOf(all[2] ?? { position: 0 })), 3);
    expect(late).toEqual(all.slice(3));
  });

  it('gives the same rows in the process that numbered them and in another', async () => {
    const all = [await start(), await start(100)];
    const opened = await Promise.all(all.map((stream) => open(stream)));
    for (const stream of all) {
      await happen(stream, ofNorth, 2);
      await prisma.$transaction((tx) => appendEvent(tx, ofNorth, PLAIN_EVENT));
      stream.wakeRelay();
    }
    const [here, there] = await Promise.all(opened.map((rows) => take(rows, 6)));
    expect(there).toEqual(here);
    expect(positionsOf(here ?? [])).toEqual(upTo(6));
  });

  it('begins now when no cursor is given', async () => {
    const stream = await start();
    await happen(stream, ofNorth, 2);
    await take(await open(stream), 2);
    const rows = await open(stream, null);
    await happen(stream, ofNorth);
    expect(positionsOf(await take(rows, 1))).toEqual([3]);
  });

  it('shows nothing of a foreign facility, replayed or live', async () => {
    const stream = await start();
    await happen(stream, ofSouth, 2);
    await happen(stream, ofNorth);
    const rows = await open(stream);
    await take(rows, 1);
    await happen(stream, ofSouth, 2);
    await happen(stream, ofNorth);
    const [seen] = await take(rows, 1);
    expect(seen).toMatchObject({ facilityId: north, position: 6 });
  });

  it('leaves out what the filter leaves out', async () => {
    const stream = await start();
    const rows = await open(stream, START, [north], ({ position }) => position % 2 === 0);
    await happen(stream, ofNorth, 4);
    expect(positionsOf(await take(rows, 2))).toEqual([2, 4]);
  });

  it('replays more than a page, and more than it remembers', async () => {
    await prisma.$executeRaw`
      INSERT INTO case_event (id, case_id, facility_id, case_sequence, kind, actor, summary, at, payload, chain_hash)
      SELECT gen_random_uuid(), ${ofNorth.id}::uuid, ${north}::uuid, n, 'case.opened', 'SYSTEM', '', now(), '', ''
      FROM generate_series(1, 2600) n`;
    const stream = await start();
    const rows = await open(stream);
    const taken = await take(rows, 2600);
    expect(positionsOf(taken)).toEqual(upTo(2600));
  });

  it('refuses a cursor of the future, and one of another list', async () => {
    const stream = await start();
    for (const after of [cursorOf({ position: 1 }), Buffer.from('[3]').toString('base64url'), 'nonsense']) {
      const opened = await stream.open({ facilityIds: [north], after, matches: EVERYTHING });
      expect(opened).toMatchObject({ ok: false, error: { code: 'BAD_USER_INPUT', field: 'after' } });
    }
  });

  it('ends when its subscriber leaves, though nothing happens', async () => {
    const rows = await open(await start());
    const waiting = rows.next();
    await rows.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('still delivers while Redis is away, by looking now and then', async () => {
    redis.destroy();
    redis = createClient({ url: NOBODY_HOME, disableOfflineQueue: true });
    const stream = await start(50);
    const rows = await open(stream);
    await prisma.$transaction((tx) => appendEvent(tx, ofNorth));
    expect(positionsOf(await take(rows, 1))).toEqual([1]);
  });

  it.each(['SIGKILL', 'SIGSTOP'] as const)(
    'delivers what another process numbered, and goes on when that one gets %s',
    async (signal) => {
      const holder = await otherProcess();
      const stream = await start(100);
      const rows = await open(stream);
      await happen(stream, ofNorth, 3);
      expect(positionsOf(await take(rows, 3))).toEqual([1, 2, 3]);

      holder.kill(signal);
      await happen(stream, ofNorth, 3);
      expect(positionsOf(await take(rows, 3))).toEqual([4, 5, 6]);
    },
  );

  it('goes on when the database hears the relay no more and does not say so', async () => {
    const url = new URL(database.url);
    const proxy = await startPausableProxy(Number(url.port));
    url.port = String(proxy.port);
    const stream = await start(100, url.toString());
    const rows = await open(stream);
    await happen(stream, ofNorth);
    await take(rows, 1);

    proxy.strand();
    await happen(stream, ofNorth);
    expect(positionsOf(await take(rows, 1))).toEqual([2]);
    await stream.stop();
    await proxy.close();
  });

  it('numbers in the order of commits when many processes write at once', async () => {
    const stream = await start();
    const rows = await open(stream, START, [north, south]);
    const cases = await Promise.all(
      [north, south, north, south].map((facilityId) => openCase(prisma, facilityId)),
    );
    const [taken] = await Promise.all([
      take(rows, 100),
      ...cases.map((written) => happen(stream, written, 25)),
    ]);
    expect(positionsOf(taken)).toEqual(upTo(100));
    for (const { id } of cases) {
      const events = await prisma.caseEvent.findMany({
        where: { caseId: id },
        orderBy: { streamPosition: 'asc' },
      });
      expect(events.map(({ caseSequence }) => caseSequence)).toEqual(upTo(25));
    }
  });

  /** Another process, once it holds the relay. */
  async function otherProcess(): Promise<ChildProcess> {
    const args = [database.url, process.env.REDIS_URL ?? '', keyPrefix];
    const child = fork(join(__dirname, 'relay-process.ts'), args, { execArgv: ['-r', '@swc-node/register'] });
    children.push(child);
    await once(child, 'message');
    for (;;) {
      const [row] = await prisma.$queryRaw<[{ held: number }]>`
        SELECT count(*)::int AS held FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.granted`;
      if (row.held === 1) return child;
    }
  }
});
