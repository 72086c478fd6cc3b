import { EscalationStatus, EscalationTier, type Pooled, type Urgency } from '../domain';
import { Prisma, type PrismaClient } from '../generated/prisma/client';
import { MAX_EXACT_COUNT, type Page, type WorkListKeys } from '../graphql';
import { ESCALATION_COLUMNS } from './escalation-batches';

/** A list that one viewer asked for, already narrowed to what the viewer may see. Null: of any. */
export interface EscalationQuery {
  /** With all of theirs. */
  readonly facilityIds: readonly string[];
  /** With what has come to the pool's tier, in other facilities than those. */
  readonly pooled: readonly Pooled[];
  readonly statuses: readonly EscalationStatus[] | null;
  readonly urgencies: readonly Urgency[] | null;
}

/** How many escalations the query matches; null if more than 10,000. Never walks further than that. */
export async function countEscalations(prisma: PrismaClient, query: EscalationQuery): Promise<number | null> {
  const limit = MAX_EXACT_COUNT + 1;
  const filters = urgencyFilter(query);
  const matching = branchesOf(query).map(({ slices, where }) => {
    const conditions = Prisma.join([...where, ...filters], ' AND ');
    // Slice by slice, as for a page: joined at once, all of the table might be read for a few.
    return Prisma.sql`(
      SELECT 1 FROM ${slices}
      CROSS JOIN LATERAL (SELECT 1 FROM escalation e WHERE ${conditions} LIMIT ${limit}) e LIMIT ${limit})`;
  });
  const [row] = await prisma.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (${Prisma.join(matching, ' UNION ALL ')}) matching`;
  return row.count > MAX_EXACT_COUNT ? null : row.count;
}

/**
 * One more row than the page holds. The list is cut into slices (a facility, a status, for pools a tier) that an index holds
 * in the wanted order; only the first few rows of each are read and merged, however many there are.
 */
export function escalationPageSql(query: EscalationQuery, page: Page<WorkListKeys>): Prisma.Sql {
  const limit = page.size + 1;
  const filters = [...urgencyFilter(query), ...behind(page)];
  const branches = branchesOf(query).map(
    ({ slices, where }) => Prisma.sql`
      SELECT e.* FROM ${slices}
      CROSS JOIN LATERAL (
        SELECT * FROM escalation e WHERE ${Prisma.join([...where, ...filters], ' AND ')}
        ORDER BY ${ORDER} LIMIT ${limit}
      ) e`,
  );
  return Prisma.sql`
    SELECT ${ESCALATION_COLUMNS}, e.urgency_rank AS "urgencyRank"
    FROM (${Prisma.join(branches, ' UNION ALL ')}) e
    ORDER BY ${ORDER} LIMIT ${limit}`;
}

const ORDER = Prisma.sql`e.urgency_rank, e.raised_at, e.id`;

/** Rows of `escalation e` in slices; no row is in two branches. */
interface Branch {
  readonly slices: Prisma.Sql;
  readonly where: readonly Prisma.Sql[];
}

function branchesOf(query: EscalationQuery): readonly Branch[] {
  return [ofOwn(query), ...ofRegions(query), ...ofPlatform(query)];
}

function ofOwn({ facilityIds, statuses }: EscalationQuery): Branch {
  const slices = Prisma.sql`unnest(${facilityIds}::uuid[]) AS slice_facility(id)`;
  const where = [Prisma.sql`e.facility_id = slice_facility.id`];
  return statuses === null ? { slices, where } : byStatus({ slices, where }, statuses);
}

/** Of a region, each facility with each tier at which its escalations are the pool's matter. */
function ofRegions({ pooled, statuses }: EscalationQuery): readonly Branch[] {
  const pairs = pooled.flatMap(({ facilityId, fromTier }) =>
    facilityId === null ? [] : tiersFrom(fromTier).map((tier) => ({ facilityId, tier })),
  );
  if (pairs.length === 0) return [];
  const facilityIds = pairs.map(({ facilityId }) => facilityId);
  const tiers = pairs.map(({ tier }) => tier);
  const slices = Prisma.sql`unnest(${facilityIds}::uuid[], ${tiers}::smallint[]) AS slice_pooled(id, tier)`;
  const where = [Prisma.sql`e.facility_id = slice_pooled.id`, Prisma.sql`e.tier = slice_pooled.tier`];
  return [byStatus({ slices, where }, statuses)];
}

/** Of all facilities that are in no other branch. */
function ofPlatform({ facilityIds, pooled, statuses }: EscalationQuery): readonly Branch[] {
  const fromTier = Math.min(...pooled.flatMap((one) => (one.facilityId === null ? [one.fromTier] : [])));
  if (fromTier === Infinity) return [];
  const inOthers = [...facilityIds, ...pooled.flatMap(({ facilityId }) => facilityId ?? [])];
  const slices = Prisma.sql`unnest(${tiersFrom(fromTier)}::smallint[]) AS slice_tier(value)`;
  const where = [
    Prisma.sql`e.tier = slice_tier.value`,
    Prisma.sql`e.facility_id <> ALL(${inOthers}::uuid[])`,
  ];
  return [byStatus({ slices, where }, statuses)];
}

/** Each slice cut by status; by all where none is asked for, so that what is over long since is not walked through. */
function byStatus({ slices, where }: Branch, statuses: EscalationQuery['statuses']): Branch {
  const values = statuses ?? Object.values(EscalationStatus);
  return {
    slices: Prisma.sql`${slices} CROSS JOIN unnest(${values}::text[]::"EscalationStatus"[]) AS slice_status(value)`,
    where: [...where, Prisma.sql`e.status = slice_status.value`],
  };
}

function tiersFrom(fromTier: number): readonly EscalationTier[] {
  return Object.values(EscalationTier).filter((tier) => tier >= fromTier);
}

function urgencyFilter({ urgencies }: EscalationQuery): Prisma.Sql[] {
  return urgencies ? [Prisma.sql`e.urgency = ANY(${urgencies}::text[]::"Urgency"[])`] : [];
}

function behind({ after }: Page<WorkListKeys>): Prisma.Sql[] {
  if (!after) return [];
  const [rank, raisedAt, id] = after;
  return [Prisma.sql`(${ORDER}) > (${rank}::smallint, ${raisedAt}::timestamptz, ${id}::uuid)`];
}
