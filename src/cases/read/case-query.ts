import { type CaseStatus, type Urgency, type Viewer } from '../../domain';
import { Prisma } from '../../generated/prisma/client';
import { chosen } from '../../graphql';
import { facilitiesAsked } from '../../identity';
import { CaseOrder } from '../case-list.types';
import { listRank } from '../store/case-columns';

/** What a client may ask a list for. Null and left out are the same; so is an empty list. */
export interface CaseFilterValues {
  readonly status?: readonly CaseStatus[] | null;
  readonly urgency?: readonly Urgency[] | null;
  readonly facilityId?: string | null;
  readonly assignedToMe?: boolean | null;
  readonly openedAfter?: Date | null;
  readonly openedBefore?: Date | null;
  readonly updatedAfter?: Date | null;
  readonly patientExternalId?: string | null;
  readonly condition?: string | null;
  readonly search?: string | null;
}

/** A list of cases that one viewer asked for, already narrowed to what the viewer may see. */
export interface CaseQuery {
  readonly order: CaseOrder;
  readonly facilityIds: readonly string[];
  /** Null: of any status. */
  readonly statuses: readonly CaseStatus[] | null;
  /**
   * Null: the ranks need not be told apart. Otherwise the list is read rank by rank, so that within each the rows lie
   * in an index in the order in which they are wanted.
   */
  readonly ranks: readonly number[] | null;
  /** Everything else that a row of triage_case `c` must fulfil. */
  readonly conditions: readonly Prisma.Sql[];
}

/** 0 EMERGENCY … 4 SELF_CARE, 5 not known yet. */
const ALL_RANKS = [0, 1, 2, 3, 4, 5] as const;

export function caseQuery(
  viewer: Pick<Viewer, 'id' | 'facilityIds'>,
  filter: CaseFilterValues,
  order: CaseOrder,
): CaseQuery {
  const facilityIds = facilitiesAsked(viewer, filter.facilityId);
  const statuses = chosen(filter.status);
  return {
    order,
    facilityIds,
    statuses,
    ranks: chosen(filter.urgency)?.map(listRank) ?? (needsRanks(filter, order, statuses) ? ALL_RANKS : null),
    conditions: conditionsOf(viewer.id, facilityIds, filter),
  };
}

/** Whether only an index that has the rank before the time of opening holds the wanted rows together and in order. */
function needsRanks(
  filter: CaseFilterValues,
  order: CaseOrder,
  statuses: readonly unknown[] | null,
): boolean {
  if (order !== CaseOrder.URGENCY) return statuses !== null;
  return filter.openedAfter != null || filter.openedBefore != null;
}

function conditionsOf(
  viewerId: string,
  facilityIds: readonly string[],
  filter: CaseFilterValues,
): Prisma.Sql[] {
  const { openedAfter, openedBefore, updatedAfter, patientExternalId, condition, search } = filter;
  const conditions: Prisma.Sql[] = [];
  if (filter.assignedToMe === true) conditions.push(Prisma.sql`c.assignee_id = ${viewerId}::uuid`);
  if (openedAfter != null) conditions.push(Prisma.sql`c.opened_at > ${openedAfter}::timestamptz`);
  if (openedBefore != null) conditions.push(Prisma.sql`c.opened_at < ${openedBefore}::timestamptz`);
  if (updatedAfter != null) conditions.push(Prisma.sql`c.updated_at > ${updatedAfter}::timestamptz`);
  if (patientExternalId != null) {
    conditions.push(Prisma.sql`c.patient_id IN (
      SELECT known.id FROM patient known
      WHERE known.facility_id = ANY(${facilityIds}::uuid[]) AND known.external_id = ${patientExternalId})`);
  }
  if (condition != null) {
    // Names are kept in lower case, codes in upper case.
    const terms = [condition.trim().toLowerCase(), condition.trim().toUpperCase()];
    conditions.push(Prisma.sql`c.condition_terms && ${terms}::text[]`);
  }
  if (search != null) {
    conditions.push(Prisma.sql`to_tsvector('simple', c.search_text) @@ plainto_tsquery('simple', ${search})`);
  }
  return conditions;
}
