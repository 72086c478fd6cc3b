import { type StreamRow } from '../../../src/escalation';
import { followTail, type Tail } from '../../../src/escalation/tail';
import { type PrismaClient } from '../../../src/generated/prisma/client';

const rowAt = (position: number): StreamRow => ({
  position,
  caseId: '',
  caseNumber: '',
  facilityId: '',
  kind: 'case.opened',
  actor: 'SYSTEM',
  summary: '',
  at: new Date(0),
  escalation: null,
});

/** A tail at place 2 of a database that answers when it is told to. */
async function start() {
  const asked: (() => void)[] = [];
  let last = 2;
  let ring: () => void = () => undefined;
  const $queryRaw = jest.fn((text: readonly string[]): Promise<unknown[]> => {
    if (text[0]?.includes('max(stream_position)') === true) return Promise.resolve([{ head: last }]);
    const answer = (): unknown[] =>
      Array.from({ length: last }, (_, index) => ({ ...rowAt(index + 1), escalation_id: null }));
    return new Promise((resolve) => asked.push(() => resolve(answer())));
  });
  const starting = followTail({
    prisma: { $queryRaw } as unknown as PrismaClient,
    numbered: { ring: () => undefined, onRing: () => undefined, onRingElsewhere: (heard) => (ring = heard) },
    logger: { warn: () => undefined },
    pollIntervalMs: 60_000,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const answerAll = async (): Promise<void> => {
    for (const answer of asked.splice(0)) answer();
    await settle();
  };
  await settle();
  await answerAll();
  const tail: Tail = await starting;
  await settle();
  await answerAll();
  return {
    tail,
    answerAll,
    ring: () => ring(),
    settle,
    isAsking: () => asked.length > 0,
    commitUpTo: (position: number) => (last = position),
  };
}

const positionsBehind = (tail: Tail, position: number): number[] | undefined =>
  tail.rowsAfter(position)?.map((row) => row.position);

describe('the tail', () => {
  let started: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    started = await start();
  });
  afterEach(async () => {
    const stopped = started.tail.stop();
    await started.settle();
    await started.answerAll();
    await stopped;
  });

  it('takes what its own process numbered, and tells its followers without asking the database', async () => {
    const { tail, isAsking } = started;
    const moved = tail.join().moved();
    tail.take([rowAt(3), rowAt(4)]);
    await moved;
    expect(tail.head()).toBe(4);
    expect(positionsBehind(tail, 1)).toEqual([2, 3, 4]);
    expect(isAsking()).toBe(false);
  });

  it('leaves no hole where another process numbered something in between', async () => {
    const { tail, answerAll, settle, commitUpTo } = started;
    tail.take([rowAt(5)]);
    expect(tail.head()).toBe(2);
    commitUpTo(5);
    await settle();
    await answerAll();
    expect(positionsBehind(tail, 0)).toEqual([1, 2, 3, 4, 5]);
  });

  it('doubles nothing that was taken while it was being read', async () => {
    const { tail, ring, answerAll, settle, commitUpTo } = started;
    ring();
    await settle();
    tail.take([rowAt(3)]);
    commitUpTo(4);
    await answerAll();
    expect(positionsBehind(tail, 0)).toEqual([1, 2, 3, 4]);
    tail.take([rowAt(4), rowAt(5)]);
    expect(positionsBehind(tail, 0)).toEqual([1, 2, 3, 4, 5]);
  });
});
