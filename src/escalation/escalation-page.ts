import { type EscalationStatus, EscalationTier, type PooledFacility, type Urgency } from '../domain';
import { Prisma, type PrismaClient } from '../generated/prisma/client';
import { MAX_EXACT_COUNT, type Page, type WorkListKeys } from '../graphql';
import { ESCALATION_COLUMNS } from './escalation-batches';

/** A list that one viewer asked for, already narrowed to what the viewer may see. Null: of any. */
export interface EscalationQuery {
  /** With all of theirs. */
  readonly facilityIds: readonly string[];
  /** With what has come to the pool's tier. */
  readonly pooled: readonly PooledFacility[];
  readonly statuses: readonly EscalationStatus[] | null;
  readonly urgencies: readonly Urgency[] | null;
}

/** How many escalations the query matches; null if more than 10,000. Never walks further than that. */
export async function countEscalations(prisma: PrismaClient, query: EscalationQuery): Promise<number | null> {
  const filters = [...statusFilter(query), ...urgencyFilter(query)];
  const own = [Prisma.sql`e.facility_id = ANY(${query.facilityIds}::uuid[])`, ...filters];
  const limit = MAX_EXACT_COUNT + 1;
  const matching = [
    Prisma.sql`(SELECT 1 FROM escalation e WHERE ${Prisma.join(own, ' AND ')} LIMIT ${limit})`,
  ];
  if (query.pooled.length > 0) {
    const pooled = Prisma.join([IN_POOLED, ...filters], ' AND ');
    matching.push(
      Prisma.sql`(SELECT 1 FROM ${pooledTiers(query)} CROSS JOIN escalation e WHERE ${pooled} LIMIT ${limit})`,
    );
  }
  const [row] = await prisma.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (${Prisma.join(matching, ' UNION ALL ')} LIMIT ${limit}) matching`;
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
  const filters = [...urgencyFilter(query), ...behind(page)];
  const branches = [firstOfEach(own, [...ofOwn, ...filters], page.size + 1)];
  if (query.pooled.length > 0) {
    const where = [IN_POOLED, ...statusFilter(query), ...filters];
    branches.push(firstOfEach([pooledTiers(query)], where, page.size + 1));
  }
  return Prisma.sql`
    SELECT ${ESCALATION_COLUMNS}, e.urgency_rank AS "urgencyRank"
    FROM (${Prisma.join(branches, ' UNION ALL ')}) e
    ORDER BY ${ORDER} LIMIT ${page.size + 1}`;
}

const ORDER = Prisma.sql`e.urgency_rank, e.raised_at, e.id`;

const IN_POOLED = Prisma.sql`(e.facility_id, e.tier) = (slice_pooled.id, slice_pooled.tier)`;

function statusFilter({ statuses }: EscalationQuery): Prisma.Sql[] {
  return statuses ? [Prisma.sql`e.status = ANY(${statuses}::text[]::"EscalationStatus"[])`] : [];
}

function urgencyFilter({ urgencies }: EscalationQuery): Prisma.Sql[] {
  return urgencies ? [Prisma.sql`e.urgency = ANY(${urgencies}::text[]::"Urgency"[])`] : [];
}

function behind({ after }: Page<WorkListKeys>): Prisma.Sql[] {
  if (!after) return [];
  const [rank, raisedAt, id] = after;
  return [Prisma.sql`(${ORDER}) > (${rank}::smallint, ${raisedAt}::timestamptz, ${id}::uuid)`];
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
