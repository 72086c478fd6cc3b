import { type EscalationEventKind, EscalationTier } from '../../domain';
import { type Prisma, type PrismaClient } from '../../generated/prisma/client';
import { type Jobs } from '../../jobs';
import { type Clock } from '../../time';
import { HAS_READER } from './has-reader';
import { promiseDeliveries } from './promise-delivery';

/** A process that is frozen in the middle lets go after this long, so that another one goes on. */
const FROZEN_AFTER_MS = 10_000;
const TRANSACTION = { maxWait: 5_000, timeout: 15_000 };

export interface WriteDeps {
  readonly prisma: PrismaClient;
  readonly jobs: Pick<Jobs, 'enqueueAll'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** How much one transaction does. */
export interface BatchLimits {
  /** Of the stream. */
  readonly places: number;
  /** Whole places are passed: where one of them alone has more, these are written together all the same. */
  readonly deliveries: number;
}

interface Wanted {
  readonly position: bigint;
  readonly escalationId: string;
  readonly kind: EscalationEventKind;
  readonly endpointId: string;
}

/**
 * Looks at the next places of the stream and writes a delivery, with the job that makes it, for whoever is to be told;
 * the cursor moves in the same transaction, so that nothing is skipped and nothing written twice. The cursor's row is the lock:
 * while another process holds it there is nothing to do here. Returns how many places it has passed.
 */
export async function writeDeliveries(deps: WriteDeps, limits: BatchLimits): Promise<number> {
  if (!(await isBehind(deps.prisma))) return 0;
  return deps.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(`SET LOCAL idle_in_transaction_session_timeout = ${FROZEN_AFTER_MS}`);
    const [cursor] = await tx.$queryRaw<{ position: bigint }[]>`
      SELECT position FROM delivery_cursor FOR UPDATE SKIP LOCKED`;
    if (cursor === undefined) return 0;
    const furthest = await lastPlace(tx, cursor.position, limits.places);
    if (furthest === cursor.position) return 0;
    const wanted = await wantedBetween(tx, cursor.position, furthest);
    const upTo = lastWithin(wanted, limits.deliveries) ?? furthest;
    await writeFor(
      deps,
      tx,
      wanted.filter(({ position }) => position <= upTo),
    );
    await tx.$executeRaw`UPDATE delivery_cursor SET position = ${upTo}`;
    return Number(upTo - cursor.position);
  }, TRANSACTION);
}

/** What most looks find out, in one statement and without a transaction. */
async function isBehind(prisma: PrismaClient): Promise<boolean> {
  const [row] = await prisma.$queryRaw<[{ behind: boolean }]>`
    SELECT (SELECT position FROM delivery_cursor) < coalesce((SELECT max(stream_position) FROM case_event), 0) AS behind`;
  return row.behind;
}

/** Places have no gaps and appear in their order: what lies up to the last one is all there. */
async function lastPlace(tx: Prisma.TransactionClient, after: bigint, limit: number): Promise<bigint> {
  const [row] = await tx.$queryRaw<
    [{ head: bigint | null }]
  >`SELECT max(stream_position) AS head FROM case_event`;
  const head = row.head ?? after;
  const furthest = after + BigInt(limit);
  return head < furthest ? head : furthest;
}

/**
 * Who is told of what: the facility at once, its region's pool from the second tier, the platform's from the third. Webhooks
 * are told everything; people only what they may have to act on, and a telephone also that somebody else has.
 */
function wantedBetween(tx: Prisma.TransactionClient, after: bigint, upTo: bigint): Promise<Wanted[]> {
  return tx.$queryRaw<Wanted[]>`
    SELECT e.stream_position AS position, e.escalation_id AS "escalationId", e.escalation_kind::text AS kind,
           endpoint.id AS "endpointId"
    FROM case_event e
    JOIN facility f ON f.id = e.facility_id
    JOIN delivery_endpoint endpoint ON endpoint.disabled_at IS NULL AND e.urgency <= endpoint.min_urgency
    LEFT JOIN pool p ON p.id = endpoint.pool_id
    WHERE e.stream_position > ${after} AND e.stream_position <= ${upTo} AND e.escalation_id IS NOT NULL
      AND (endpoint.facility_id = e.facility_id
           OR (p.kind = 'REGIONAL' AND p.id = f.pool_id AND e.tier >= ${EscalationTier.REGION})
           OR (p.kind = 'PLATFORM' AND e.tier >= ${EscalationTier.PLATFORM}))
      AND CASE endpoint.channel
            WHEN 'WEBHOOK' THEN true
            WHEN 'EMAIL' THEN e.escalation_kind IN ('RAISED', 'REMINDED')
            WHEN 'WEB_PUSH' THEN e.escalation_kind IN ('RAISED', 'REMINDED', 'ACKNOWLEDGED')
          END
      AND ${HAS_READER}
    ORDER BY e.stream_position, endpoint.id`;
}

/** The last place that so many deliveries reach; null if they reach all. */
function lastWithin(wanted: readonly Wanted[], atMost: number): bigint | null {
  const [first] = wanted;
  const surplus = wanted[atMost];
  if (first === undefined || surplus === undefined) return null;
  return surplus.position === first.position ? first.position : surplus.position - 1n;
}

async function writeFor(
  { jobs, clock, newId }: WriteDeps,
  tx: Prisma.TransactionClient,
  wanted: readonly Wanted[],
): Promise<void> {
  if (wanted.length === 0) return;
  const now = clock.now();
  const written = await tx.delivery.createManyAndReturn({
    data: wanted.map(({ position, ...delivery }) => ({
      ...delivery,
      id: newId(),
      eventPosition: position,
      firstAt: now,
      nextAt: now,
    })),
    skipDuplicates: true,
    select: { id: true },
  });
  await promiseDeliveries(
    jobs,
    tx,
    written.map(({ id }) => id),
  );
}
