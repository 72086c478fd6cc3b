import { type PrismaClient } from '../../generated/prisma/client';
import { type Keyring } from '../../privacy';
import { chainHash, CHAIN_KEY_PURPOSE } from './append-events';

/** What can be wrong with an event's place in its case's chain, or in the stream of all. */
export const TrailProblem = {
  /** The event, or one before it, is not as it was written. */
  CHANGED: 'CHANGED',
  /** An event before this one is gone. */
  MISSING_BEFORE: 'MISSING_BEFORE',
  /** A case without a single event. */
  NO_EVENTS: 'NO_EVENTS',
  /** A place in the stream that was given away belongs to no event: one was removed from the end of a chain. */
  MISSING_IN_STREAM: 'MISSING_IN_STREAM',
} as const;
export type TrailProblem = (typeof TrailProblem)[keyof typeof TrailProblem];

interface BrokenLink {
  readonly problem: TrailProblem;
  /** Null for a gap in the stream. */
  readonly caseId: string | null;
  readonly caseSequence: number | null;
}

interface TrailReport {
  readonly caseCount: number;
  readonly eventCount: number;
  readonly broken: readonly BrokenLink[];
}

const EVENTS_PER_PAGE = 1000;

/**
 * Proves the audit trail: every event of every case is there, in its order, and as it was written. It reads no payload,
 * so that the trail of an erased case is proven like any other. Of a chain, the first wrong event is named; those after
 * it are held against what is stored, not against what should have been.
 */
export async function verifyTrail(deps: {
  readonly prisma: PrismaClient;
  readonly keyring: Keyring;
}): Promise<TrailReport> {
  const chainKey = deps.keyring.deriveKey(CHAIN_KEY_PURPOSE);
  const broken: BrokenLink[] = [];
  let eventCount = 0;
  let last: StoredEvent | null = null;
  for await (const event of storedEvents(deps.prisma)) {
    eventCount += 1;
    const before: StoredEvent | null = last?.caseId === event.caseId ? last : null;
    const problem = problemOf(chainKey, before, event);
    if (problem !== null) broken.push({ problem, caseId: event.caseId, caseSequence: event.caseSequence });
    last = event;
  }
  const eventless = await deps.prisma.triageCase.findMany({
    where: { events: { none: {} } },
    select: { id: true },
  });
  for (const { id } of eventless)
    broken.push({ problem: TrailProblem.NO_EVENTS, caseId: id, caseSequence: null });
  if (await hasGapInStream(deps.prisma))
    broken.push({ problem: TrailProblem.MISSING_IN_STREAM, caseId: null, caseSequence: null });
  return { caseCount: await deps.prisma.triageCase.count(), eventCount, broken };
}

type StoredEvent = Awaited<ReturnType<typeof readPage>>[number];

function problemOf(
  chainKey: Uint8Array,
  before: StoredEvent | null,
  event: StoredEvent,
): TrailProblem | null {
  if (event.caseSequence !== (before?.caseSequence ?? 0) + 1) return TrailProblem.MISSING_BEFORE;
  const expected = chainHash(chainKey, before?.chainHash ?? null, event);
  return Buffer.from(expected).equals(event.chainHash) ? null : TrailProblem.CHANGED;
}

/** All events, case by case, each in its order. */
async function* storedEvents(prisma: PrismaClient): AsyncGenerator<StoredEvent> {
  let page: StoredEvent[] = [];
  do {
    page = await readPage(prisma, page.at(-1) ?? null);
    yield* page;
  } while (page.length === EVENTS_PER_PAGE);
}

function readPage(prisma: PrismaClient, after: { caseId: string; caseSequence: number } | null) {
  return prisma.caseEvent.findMany({
    ...(after !== null && {
      cursor: { caseId_caseSequence: { caseId: after.caseId, caseSequence: after.caseSequence } },
      skip: 1,
    }),
    orderBy: [{ caseId: 'asc' }, { caseSequence: 'asc' }],
    take: EVENTS_PER_PAGE,
    select: {
      caseId: true,
      caseSequence: true,
      kind: true,
      actor: true,
      summary: true,
      at: true,
      payload: true,
      chainHash: true,
    },
  });
}

/** Places are given without a gap, and the events of one case in their order. */
async function hasGapInStream(prisma: PrismaClient): Promise<boolean> {
  const [row] = await prisma.$queryRaw<[{ placed: bigint; last: bigint }]>`
    SELECT count(stream_position) AS placed, coalesce(max(stream_position), 0) AS last FROM case_event`;
  return row.placed !== row.last;
}
