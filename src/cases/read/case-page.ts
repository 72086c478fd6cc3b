import { type Page, type WorkListKeys } from '../../graphql';
import { Prisma, type PrismaClient } from '../../generated/prisma/client';
import { CaseOrder } from '../case-list.types';
import { type CaseQuery } from './case-query';
import { CASE_COLUMNS, type CaseRow, JOIN_PATIENT_AND_FACILITY, PROJECTION } from './case-row';

export function keysOf(row: CaseRow): WorkListKeys {
  return [row.urgencyRank, row.openedAt.toISOString(), row.id];
}

/**
 * The rows after `page.after`, at most `page.size` + 1, in one statement.
 *
 * The list is cut into slices (a facility, where asked for a status, where needed a rank) within which an index holds
 * the rows in the wanted order. Each slice gives its first few, and only those are merged: the work depends on the size
 * of the page and the number of slices, not on how many cases there are or how deep the page lies.
 */
export async function readCasePage(
  prisma: PrismaClient,
  query: CaseQuery,
  page: Page<WorkListKeys>,
): Promise<CaseRow[]> {
  return prisma.$queryRaw<CaseRow[]>(casePageSql(query, page));
}

/** The statement of `readCasePage`. */
export function casePageSql(query: CaseQuery, { size, after }: Page<WorkListKeys>): Prisma.Sql {
  const limit = size + 1;
  const order = orderOf(query.order);
  const where = [
    Prisma.sql`c.facility_id = slice_facility.id`,
    ...(query.statuses ? [Prisma.sql`c.status = slice_status.value`] : []),
    ...(query.ranks ? [Prisma.sql`c.urgency_rank = slice_rank.value`] : []),
    ...(after ? [afterSql(query, after)] : []),
    ...query.conditions,
  ];
  return Prisma.sql`
    SELECT ${CASE_COLUMNS}
    FROM (
      SELECT c.* FROM ${slicesOf(query, after)}
      CROSS JOIN LATERAL (
        SELECT ${PROJECTION} FROM triage_case c
        WHERE ${Prisma.join(where, ' AND ')}
        ORDER BY ${query.ranks ? withinRank(query.order) : order}
        LIMIT ${limit}
      ) c
      ORDER BY ${order}
      LIMIT ${limit}
    ) c
    ${JOIN_PATIENT_AND_FACILITY}
    ORDER BY ${order}`;
}

function slicesOf(query: CaseQuery, after: WorkListKeys | null): Prisma.Sql {
  const slices = [Prisma.sql`unnest(${query.facilityIds}::uuid[]) AS slice_facility(id)`];
  if (query.statuses) {
    slices.push(Prisma.sql`unnest(${query.statuses}::text[]::"CaseStatus"[]) AS slice_status(value)`);
  }
  if (query.ranks) {
    const done = query.order === CaseOrder.URGENCY && after ? after[0] : 0;
    const ranks = query.ranks.filter((rank) => rank >= done);
    slices.push(Prisma.sql`unnest(${ranks}::smallint[]) AS slice_rank(value)`);
  }
  return Prisma.join(slices, ' CROSS JOIN ');
}

/** What lies after the keys, said in the columns that the slice's index is ordered by, so that the scan begins there. */
function afterSql({ order, ranks }: CaseQuery, [rank, openedAt, id]: WorkListKeys): Prisma.Sql {
  const key = Prisma.sql`(${openedAt}::timestamptz, ${id}::uuid)`;
  if (order === CaseOrder.NEWEST) return Prisma.sql`(c.opened_at, c.id) < ${key}`;
  if (order === CaseOrder.OLDEST) return Prisma.sql`(c.opened_at, c.id) > ${key}`;
  if (ranks === null) {
    return Prisma.sql`(c.urgency_rank, c.opened_at, c.id) > (${rank}::smallint, ${openedAt}::timestamptz, ${id}::uuid)`;
  }
  // The rank of the keys goes on from them; the ranks behind it begin at their beginning.
  return Prisma.sql`(c.opened_at, c.id) > (
    CASE WHEN slice_rank.value = ${rank}::smallint THEN ${openedAt}::timestamptz ELSE '-infinity' END, ${id}::uuid)`;
}

function orderOf(order: CaseOrder): Prisma.Sql {
  return order === CaseOrder.URGENCY ? Prisma.sql`c.urgency_rank, c.opened_at, c.id` : withinRank(order);
}

function withinRank(order: CaseOrder): Prisma.Sql {
  return order === CaseOrder.NEWEST ? Prisma.sql`c.opened_at DESC, c.id DESC` : Prisma.sql`c.opened_at, c.id`;
}
