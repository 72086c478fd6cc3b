import {
  type CaseError,
  type EscalationStatus,
  EscalationTier,
  ok,
  type PooledFacility,
  type Result,
  type Urgency,
  type Viewer,
} from '../domain';
import { Prisma, type PrismaClient } from '../generated/prisma/client';
import {
  chosen,
  isWorkListKeys,
  MAX_EXACT_COUNT,
  type Page,
  readPage,
  toConnection,
  type WorkListKeys,
} from '../graphql';
import { Action, facilitiesAsked, permit, pooledAsked } from '../identity';
import { ESCALATION_COLUMNS } from './escalation-batches';
import { type EscalationConnection, type EscalationType } from './escalation.types';
import { type EventStream } from './event-stream';

/** A list that one viewer asked for, already narrowed to what the viewer may see. Null: of any. */
export interface EscalationQuery {
  /** With all of theirs. */
  readonly facilityIds: readonly string[];
  /** With what has come to the pool's tier. */
  readonly pooled: readonly PooledFacility[];
  readonly statuses: readonly EscalationStatus[] | null;
  readonly urgencies: readonly Urgency[] | null;
}

interface EscalationListRequest {
  readonly filter: {
    readonly status?: readonly EscalationStatus[] | null;
    readonly urgency?: readonly Urgency[] | null;
    readonly facilityId?: string | null;
  } | null;
  readonly first: number;
  readonly after: string | null;
}

type EscalationRow = EscalationType & { readonly urgencyRank: number };

/**
 * A page of escalations, most urgent first, then longest waiting, with the stream's cursor from before it was read.
 * Errors: FORBIDDEN, BAD_USER_INPUT on `first` or `after`.
 */
export async function listEscalations(
  { prisma, stream }: { readonly prisma: PrismaClient; readonly stream: Pick<EventStream, 'headCursor'> },
  viewer: Viewer,
  { filter, ...request }: EscalationListRequest,
): Promise<Result<EscalationConnection, CaseError>> {
  const allowed = permit(viewer, Action.READ_ESCALATION);
  if (!allowed.ok) return allowed;
  const page = readPage(request, isWorkListKeys);
  if (!page.ok) return page;
  const query: EscalationQuery = {
    facilityIds: facilitiesAsked(viewer, filter?.facilityId),
    pooled: pooledAsked(viewer, filter?.facilityId),
    statuses: chosen(filter?.status),
    urgencies: chosen(filter?.urgency),
  };
  // In this order: what commits in between is in the list and comes once more, but never falls through.
  const streamCursor = await stream.headCursor();
  const rows = await prisma.$queryRaw<EscalationRow[]>(escalationPageSql(query, page.value));
  return ok({ ...toConnection(rows, page.value, keysOf), streamCursor, query });
}

/** How many escalations the query matches; null if more than 10,000. Never walks further than that. */
export async function countEscalations(prisma: PrismaClient, query: EscalationQuery): Promise<number | null> {
  const [row] = await prisma.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM escalation e
      WHERE (e.facility_id = ANY(${query.facilityIds}::uuid[])
             OR (e.facility_id, e.tier) IN (SELECT * FROM ${pooledTiers(query)}))
        AND (${query.statuses}::text[] IS NULL OR e.status = ANY(${query.statuses}::text[]::"EscalationStatus"[]))
        AND (${query.urgencies}::text[] IS NULL OR e.urgency = ANY(${query.urgencies}::text[]::"Urgency"[]))
      LIMIT ${MAX_EXACT_COUNT + 1}
    ) matching`;
  return row.count > MAX_EXACT_COUNT ? null : row.count;
}

/**
 * One more row than the page holds. Each facility, where asked for each status, and for pools each tier, is a slice that
 * an index holds in the wanted order; only the first few rows of each are read and merged, however many there are.
 */
export function escalationPageSql(query: EscalationQuery, page: Page<WorkListKeys>): Prisma.Sql {
  const own = [Prisma.sql`unnest(${query.facilityIds}::uuid[]) AS slice_facility(id)`];
  const ofOwn = [Prisma.sql`e.facility_id = slice_facility.id`];
  if (query.statuses) {
    own.push(Prisma.sql`unnest(${query.statuses}::text[]::"EscalationStatus"[]) AS slice_status(value)`);
    ofOwn.push(Prisma.sql`e.status = slice_status.value`);
  }
  const branches = [firstOfEach(own, [...ofOwn, ...conditions(query, page)], page.size + 1)];
  if (query.pooled.length > 0) {
    const ofPool = [Prisma.sql`(e.facility_id, e.tier) = (slice_pooled.id, slice_pooled.tier)`];
    if (query.statuses)
      ofPool.push(Prisma.sql`e.status = ANY(${query.statuses}::text[]::"EscalationStatus"[])`);
    const where = [...ofPool, ...conditions(query, page)];
    branches.push(firstOfEach([pooledTiers(query)], where, page.size + 1));
  }
  return Prisma.sql`
    SELECT ${ESCALATION_COLUMNS}, e.urgency_rank AS "urgencyRank"
    FROM (${Prisma.join(branches, ' UNION ALL ')}) e
    ORDER BY ${ORDER} LIMIT ${page.size + 1}`;
}

const ORDER = Prisma.sql`e.urgency_rank, e.raised_at, e.id`;

function conditions({ urgencies }: EscalationQuery, { after }: Page<WorkListKeys>): Prisma.Sql[] {
  const where: Prisma.Sql[] = [];
  if (urgencies) where.push(Prisma.sql`e.urgency = ANY(${urgencies}::text[]::"Urgency"[])`);
  if (after) {
    const [rank, raisedAt, id] = after;
    where.push(Prisma.sql`(${ORDER}) > (${rank}::smallint, ${raisedAt}::timestamptz, ${id}::uuid)`);
  }
  return where;
}

function firstOfEach(slices: Prisma.Sql[], where: Prisma.Sql[], count: number): Prisma.Sql {
  return Prisma.sql`
    SELECT e.* FROM ${Prisma.join(slices, ' CROSS JOIN ')}
    CROSS JOIN LATERAL (
      SELECT * FROM escalation e WHERE ${Prisma.join(where, ' AND ')} ORDER BY ${ORDER} LIMIT ${count}
    ) e`;
}

/** Each facility of a pool with each tier at which its escalations are the pool's matter. */
function pooledTiers({ pooled }: EscalationQuery): Prisma.Sql {
  const pairs = pooled.flatMap(({ facilityId, fromTier }) =>
    Object.values(EscalationTier)
      .filter((tier) => tier >= fromTier)
      .map((tier) => ({ facilityId, tier })),
  );
  const facilityIds = pairs.map(({ facilityId }) => facilityId);
  const tiers = pairs.map(({ tier }) => tier);
  return Prisma.sql`unnest(${facilityIds}::uuid[], ${tiers}::smallint[]) AS slice_pooled(id, tier)`;
}

function keysOf(row: EscalationRow): WorkListKeys {
  return [row.urgencyRank, row.raisedAt.toISOString(), row.id];
}
