import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as newId } from 'uuid';
import { EscalationEventKind, EscalationStatus, Urgency } from '../../../src/domain';
import { type Prisma, PrismaClient } from '../../../src/generated/prisma/client';

export function connect(databaseUrl: string): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
}

export async function openFacility(prisma: PrismaClient, name: string): Promise<string> {
  const id = newId();
  await prisma.facility.create({
    data: { id, name, region: 'Somewhere', travelDirections: 'Along the road.' },
  });
  return id;
}

export interface WrittenCase {
  readonly id: string;
  readonly facilityId: string;
  readonly escalationId: string;
}

/** A case with one open escalation, as bare as the tables allow. */
export async function openCase(
  prisma: PrismaClient,
  facilityId: string,
  urgency: 'EMERGENCY' | 'URGENT' = Urgency.URGENT,
  openedAt = new Date('2026-03-01T10:00:00Z'),
): Promise<WrittenCase> {
  const [id, patientId, escalationId] = [newId(), newId(), newId()];
  const urgencyRank = urgency === Urgency.EMERGENCY ? 0 : 1;
  await prisma.patient.create({ data: { id: patientId, facilityId } });
  await prisma.triageCase.create({
    data: {
      id,
      number: `PAA-${id}`,
      facilityId,
      patientId,
      status: 'AWAITING_REVIEW',
      urgency,
      urgencyRank,
      version: 1,
      language: 'en',
      speaker: 'SELF',
      openedAt,
      updatedAt: openedAt,
    },
  });
  await prisma.escalation.create({
    data: {
      id: escalationId,
      caseId: id,
      facilityId,
      urgency,
      urgencyRank,
      status: EscalationStatus.OPEN,
      reasons: [],
      raisedAt: openedAt,
      acknowledgeBy: new Date(openedAt.getTime() + 30 * 60_000),
      tier: 1,
    },
  });
  return { id, facilityId, escalationId };
}

const AS_RAISED = {
  kind: 'escalation.raised',
  escalationKind: EscalationEventKind.RAISED,
  escalationStatus: EscalationStatus.OPEN,
  urgency: Urgency.URGENT,
  tier: 1,
};

/** Appends one event to a case, behind those that it has, as its row of the case is locked. */
export async function appendEvent(
  tx: Prisma.TransactionClient,
  written: WrittenCase,
  event: Partial<Prisma.CaseEventUncheckedCreateInput> = {},
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM triage_case WHERE id = ${written.id}::uuid FOR UPDATE`;
  const last = await tx.caseEvent.aggregate({ where: { caseId: written.id }, _max: { caseSequence: true } });
  await tx.caseEvent.create({
    data: {
      id: newId(),
      caseId: written.id,
      facilityId: written.facilityId,
      caseSequence: (last._max.caseSequence ?? 0) + 1,
      actor: 'SYSTEM',
      summary: 'Something happened.',
      at: new Date(),
      payload: new Uint8Array(),
      chainHash: new Uint8Array(),
      escalationId: written.escalationId,
      ...AS_RAISED,
      ...event,
    },
  });
}

/** An event that no escalation has a part in. */
export const PLAIN_EVENT = {
  kind: 'utterance.heard',
  escalationId: null,
  escalationKind: null,
  escalationStatus: null,
  urgency: null,
  tier: null,
};

/** The next `count` rows of a stream, which is left open. */
export async function take<T>(rows: AsyncIterator<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = await rows.next();
    if (next.done === true) throw new Error(`The stream ended after ${taken.length} of ${count} rows.`);
    taken.push(next.value);
  }
  return taken;
}
