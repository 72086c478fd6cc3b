import { Prisma, type PrismaClient } from '../generated/prisma/client';
import { type BatchFn } from '../graphql';
import { type EscalationType } from './escalation.types';

/** Whoever asks must know that the viewer may see the escalation, or its case: nothing is checked here. */
export interface EscalationBatches {
  readonly escalationById: BatchFn<string, EscalationType>;
  /** By case id, oldest first. */
  readonly escalationsOfCase: BatchFn<string, EscalationType[]>;
}

/** Of `escalation e`. */
export const ESCALATION_COLUMNS = Prisma.sql`
  e.id, e.case_id AS "caseId", e.facility_id AS "facilityId", e.urgency, e.status, e.reasons,
  e.raised_at AS "raisedAt", e.acknowledge_by AS "acknowledgeBy", e.tier,
  e.acknowledged_by_id AS "acknowledgedById", e.acknowledged_at AS "acknowledgedAt"`;

export function createEscalationBatches(prisma: PrismaClient): EscalationBatches {
  return {
    escalationById: async (ids) => {
      const rows = await prisma.$queryRaw<EscalationType[]>`
        SELECT ${ESCALATION_COLUMNS} FROM escalation e WHERE e.id = ANY(${ids}::uuid[])`;
      return new Map(rows.map((row) => [row.id, row]));
    },
    escalationsOfCase: async (caseIds) => {
      const rows = await prisma.$queryRaw<EscalationType[]>`
        SELECT ${ESCALATION_COLUMNS} FROM escalation e
        WHERE e.case_id = ANY(${caseIds}::uuid[]) ORDER BY e.raised_at, e.id`;
      return new Map(caseIds.map((caseId) => [caseId, rows.filter((row) => row.caseId === caseId)]));
    },
  };
}
