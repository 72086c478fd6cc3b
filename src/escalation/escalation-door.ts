import { type CaseDeps, type CaseReading } from '../cases';
import { type PrismaClient } from '../generated/prisma/client';
import { type EscalationBatches } from './escalation-batches';
import { type EventStream } from './event-stream';

/** What the resolvers of this room are given. */
export interface EscalationDoor extends CaseDeps {
  readonly prisma: PrismaClient;
  readonly stream: EventStream;
  readonly reading: CaseReading;
  readonly batches: EscalationBatches;
}
