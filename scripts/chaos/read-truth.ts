import { type Client } from 'pg';
import { type TrueEvent } from './judge-account';
import { type CaseStep, type EscalationAsItIs, type EscalationStep, type Happened } from './judge-stream';
import { identityOfCaseEvent, identityOfEscalation } from './watched-streams';

/** What the database holds, with what is wrong with the places themselves. */
export interface Truth extends Happened {
  /** Places between the first and the last that no event has. */
  readonly gaps: number;
  /** Events, of whatever kind, that have no place yet. */
  readonly unnumbered: number;
}

interface EventRow {
  readonly position: string | null;
  readonly facility_id: string;
  readonly number: string;
  readonly sequence: number;
  readonly kind: string;
  readonly actor: string;
  readonly escalation_kind: string | null;
  readonly tier: number | null;
  readonly at: Date;
}

interface EscalationRow {
  readonly number: string;
  readonly tier: number;
  readonly status: string;
}

/** Reads it as it is now, in two statements: it is whole only once nothing happens any more. */
export async function readTruth(client: Client): Promise<Truth> {
  const escalations = await client.query<EscalationRow>(
    `SELECT c.number, e.tier, e.status::text FROM escalation e JOIN triage_case c ON c.id = e.case_id`,
  );
  const { rows } = await client.query<EventRow>(
    `SELECT e.stream_position AS position, e.facility_id, c.number,
            e.case_sequence AS sequence, e.kind, e.actor,
            e.escalation_kind::text, e.tier, e.at
     FROM case_event e JOIN triage_case c ON c.id = e.case_id ORDER BY e.stream_position`,
  );
  const numbered = rows.filter(({ position }) => position !== null);
  return {
    steps: numbered.flatMap((row) => stepIn(row) ?? []),
    caseEvents: numbered.map(toCaseEvent),
    escalations: escalations.rows.map(toEscalation),
    gaps: Number(numbered.at(-1)?.position ?? 0) - numbered.length,
    unnumbered: rows.length - numbered.length,
  };
}

function placeOf({ position, facility_id, tier, at }: EventRow): Omit<TrueEvent, 'identity'> {
  return { position: Number(position), facilityId: facility_id, tier: tier ?? 0, atMs: at.getTime() };
}

function stepIn(row: EventRow): EscalationStep | null {
  const { number: caseNumber, escalation_kind: kind } = row;
  if (kind === null) return null;
  const place = placeOf(row);
  return { ...place, caseNumber, kind, identity: identityOfEscalation({ ...place, caseNumber, kind }) };
}

function toCaseEvent(row: EventRow): CaseStep {
  const place = placeOf(row);
  const { number: caseNumber, sequence, kind, actor } = row;
  return {
    ...place,
    caseNumber,
    sequence,
    identity: identityOfCaseEvent({ caseNumber, kind, actor, atMs: place.atMs }),
  };
}

function toEscalation({ number: caseNumber, tier, status }: EscalationRow): EscalationAsItIs {
  return { caseNumber, tier, isAcknowledged: status === 'ACKNOWLEDGED' };
}
