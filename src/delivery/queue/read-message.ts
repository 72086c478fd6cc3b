import { type EscalationEventKind, type Urgency } from '../../domain';
import { cursorOf } from '../../escalation';
import { type PrismaClient } from '../../generated/prisma/client';
import { type DeliveryMessage } from '../channel';
import { HAS_READER } from './has-reader';

interface Read {
  readonly message: DeliveryMessage;
  /** False for the browser of somebody who has left meanwhile. */
  readonly hasReader: boolean;
}

interface MessageRow {
  readonly escalationId: string;
  readonly kind: EscalationEventKind;
  readonly caseNumber: string;
  readonly urgency: Urgency;
  readonly tier: number;
  readonly at: Date;
  readonly position: bigint;
  readonly hasReader: boolean;
}

/** What a delivery says, from its event: the same at every attempt. Throws where there is no such delivery. */
export async function readMessage(prisma: PrismaClient, id: string, url: string | null): Promise<Read> {
  const [row] = await prisma.$queryRaw<MessageRow[]>`
    SELECT d.escalation_id AS "escalationId", d.kind::text AS kind, c.number AS "caseNumber",
           e.urgency::text AS urgency, e.tier, e.at, e.stream_position AS position, ${HAS_READER} AS "hasReader"
    FROM delivery d
    JOIN delivery_endpoint endpoint ON endpoint.id = d.endpoint_id
    JOIN case_event e ON e.stream_position = d.event_position
    JOIN triage_case c ON c.id = e.case_id
    WHERE d.id = ${id}::uuid`;
  if (row === undefined) throw new Error('A delivery is about no event.');
  const { position, hasReader, ...message } = row;
  return { message: { id, ...message, cursor: cursorOf({ position: Number(position) }), url }, hasReader };
}
