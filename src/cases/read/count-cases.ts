import { Prisma, type PrismaClient } from '../../generated/prisma/client';
import { MAX_EXACT_COUNT } from '../../graphql';
import { type CaseQuery } from './case-query';

/** How many cases the query matches; null if more than `MAX_EXACT_COUNT`. Never walks further than that. */
export async function countCases(prisma: PrismaClient, query: CaseQuery): Promise<number | null> {
  const where = [
    Prisma.sql`c.facility_id = ANY(${query.facilityIds}::uuid[])`,
    ...(query.statuses ? [Prisma.sql`c.status = ANY(${query.statuses}::text[]::"CaseStatus"[])`] : []),
    ...(query.ranks ? [Prisma.sql`c.urgency_rank = ANY(${query.ranks}::smallint[])`] : []),
    ...query.conditions,
  ];
  const [row] = await prisma.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM triage_case c WHERE ${Prisma.join(where, ' AND ')} LIMIT ${MAX_EXACT_COUNT + 1}
    ) matching`;
  return row.count > MAX_EXACT_COUNT ? null : row.count;
}
