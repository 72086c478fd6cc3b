import { type EscalationEventKind, type EscalationStatus, type Urgency } from '../domain';
import { Prisma, type PrismaClient } from '../generated/prisma/client';

/** One event in its place. The same whenever it is read. */
export interface StreamRow {
  /** 1, 2, 3 … over all cases, without a gap. */
  readonly position: number;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly facilityId: string;
  readonly kind: string;
  readonly actor: string;
  readonly summary: string;
  readonly at: Date;
  /** For events of an escalation: the escalation as it was. */
  readonly escalation: EscalationAsItWas | null;
}

export interface EscalationAsItWas {
  readonly id: string;
  readonly kind: EscalationEventKind;
  readonly status: EscalationStatus;
  readonly urgency: Urgency;
  readonly tier: number;
}

interface Stretch {
  /** From the place behind this one … */
  readonly after: number;
  /** … up to this one, if given. */
  readonly upTo?: number;
  /** Only what these facilities own; everything if null or not given. */
  readonly facilityIds?: readonly string[] | null;
  readonly onlyEscalations?: boolean;
  readonly limit: number;
}

/** The place of the last event that has one; 0 before the first. */
export async function readHead(prisma: PrismaClient): Promise<number> {
  const [row] = await prisma.$queryRaw<
    [{ head: bigint | null }]
  >`SELECT max(stream_position) AS head FROM case_event`;
  return Number(row.head ?? 0);
}

/** Events in their order, at most `limit`. */
export async function readStretch(prisma: PrismaClient, stretch: Stretch): Promise<StreamRow[]> {
  const { after, upTo, facilityIds = null, onlyEscalations = false, limit } = stretch;
  const where = [
    Prisma.sql`e.stream_position > ${after}::bigint`,
    ...(upTo === undefined ? [] : [Prisma.sql`e.stream_position <= ${upTo}::bigint`]),
    ...(facilityIds === null ? [] : [Prisma.sql`e.facility_id = ANY(${facilityIds}::uuid[])`]),
    ...(onlyEscalations ? [Prisma.sql`e.escalation_id IS NOT NULL`] : []),
  ];
  const rows = await prisma.$queryRaw<DatabaseRow[]>`
    SELECT ${Prisma.raw(STREAM_COLUMNS)}
    FROM case_event e
    WHERE ${Prisma.join(where, ' AND ')}
    ORDER BY e.stream_position LIMIT ${limit}`;
  return rows.map(toStreamRow);
}

/** Of `case_event e`: what `toStreamRow` takes. */
export const STREAM_COLUMNS = `
  e.stream_position AS position, e.case_id, (SELECT number FROM triage_case WHERE id = e.case_id) AS number,
  e.facility_id, e.kind, e.actor, e.summary, e.at,
  e.escalation_id, e.escalation_kind::text, e.escalation_status::text, e.urgency::text, e.tier`;

/** As either driver gives it. */
export interface DatabaseRow {
  readonly position: bigint | string;
  readonly case_id: string;
  readonly number: string;
  readonly facility_id: string;
  readonly kind: string;
  readonly actor: string;
  readonly summary: string;
  readonly at: Date;
  readonly escalation_id: string | null;
  readonly escalation_kind: EscalationEventKind;
  readonly escalation_status: EscalationStatus;
  readonly urgency: Urgency;
  readonly tier: number;
}

/** From the columns of STREAM_COLUMNS; `number` is that of the case. */
export function toStreamRow(row: DatabaseRow): StreamRow {
  const { kind, actor, summary, at, urgency, tier } = row;
  return {
    position: Number(row.position),
    caseId: row.case_id,
    caseNumber: row.number,
    facilityId: row.facility_id,
    kind,
    actor,
    summary,
    at,
    escalation:
      row.escalation_id === null
        ? null
        : { id: row.escalation_id, kind: row.escalation_kind, status: row.escalation_status, urgency, tier },
  };
}
