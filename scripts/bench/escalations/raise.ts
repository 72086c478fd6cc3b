import { type Client } from 'pg';
import { type PublishedEvent } from './selection';

/** Cases whose escalations are raised again and again, in turn. */
export interface RaisedCases {
  /** Commits `count` events in one transaction, as the product's own writer leaves them; resolves when they are committed. */
  raise(count?: number): Promise<void>;
  /** The last event, as it would be published by who keeps nothing. */
  describe(): PublishedEvent;
  /** Waits until every event has its place; returns how many there are. */
  numbered(): Promise<number>;
}

/** As many as a responder may have before them: a replay tells how each of them is now. */
const CASES = 200;
const LOOK_EVERY_MS = 5;

/** A facility of the benchmark's own; returns its id. */
export async function openFacility(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO facility (id, name, region, travel_directions)
     VALUES (gen_random_uuid(), 'Bench', 'Somewhere', 'Along the road.') RETURNING id`,
  );
  return rows[0]?.id ?? '';
}

/** `CASES` open cases of the facility, each with its escalation and no event yet. */
export async function openRaisedCases(client: Client, facilityId: string): Promise<RaisedCases> {
  const opened = await client.query<OpenedCase>(
    `WITH patient AS (
       INSERT INTO patient (id, facility_id) SELECT gen_random_uuid(), $1 FROM generate_series(1, $2::int) RETURNING id
     ), opened AS (
       INSERT INTO triage_case (id, number, facility_id, patient_id, status, urgency, urgency_rank, version, language,
         speaker, opened_at, updated_at)
       SELECT gen_random_uuid(), 'PAA-' || row_number() OVER (), $1, id, 'AWAITING_REVIEW', 'URGENT', 1, 1, 'en', 'SELF',
         now(), now()
       FROM patient RETURNING id, number
     ), raised AS (
       INSERT INTO escalation (id, case_id, facility_id, urgency, urgency_rank, status, reasons, raised_at,
         acknowledge_by, tier)
       SELECT gen_random_uuid(), id, $1, 'URGENT', 1, 'OPEN', '[]', now(), now() + interval '1 day', 1 FROM opened
       RETURNING id, case_id
     )
     SELECT opened.id AS "caseId", opened.number AS "caseNumber", raised.id AS "escalationId"
     FROM opened JOIN raised ON raised.case_id = opened.id`,
    [facilityId, CASES],
  );
  const cases = opened.rows;
  let raised = 0;
  return {
    async raise(count = 1) {
      await client.query(
        `INSERT INTO case_event (id, case_id, facility_id, case_sequence, kind, actor, summary, at, payload, chain_hash,
           escalation_id, escalation_kind, escalation_status, urgency, tier)
         SELECT gen_random_uuid(), ($1::uuid[])[n % $2 + 1], $3, n / $2 + 1, 'escalation.raised', 'SYSTEM',
           'Something happened.', now(), '', '', ($4::uuid[])[n % $2 + 1], 'RAISED', 'OPEN', 'URGENT', 1
         FROM generate_series($5::int, $6::int) n`,
        [
          cases.map(({ caseId }) => caseId),
          cases.length,
          facilityId,
          cases.map(({ escalationId }) => escalationId),
          raised,
          raised + count - 1,
        ],
      );
      raised += count;
    },
    describe: () => eventOf(cases[raised % cases.length], raised),
    async numbered() {
      for (;;) {
        const found = await client.query<{ waiting: number; head: number }>(
          `SELECT count(*) FILTER (WHERE stream_position IS NULL)::int AS waiting,
             coalesce(max(stream_position), 0)::int AS head FROM case_event`,
        );
        if (found.rows[0]?.waiting === 0) return found.rows[0].head;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
  };
}

interface OpenedCase {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly escalationId: string;
}

function eventOf(opened: OpenedCase | undefined, position: number): PublishedEvent {
  if (opened === undefined) throw new Error('The cases were not written.');
  return {
    cursor: Buffer.from(JSON.stringify(['stream', position])).toString('base64url'),
    kind: 'RAISED',
    escalationId: opened.escalationId,
    caseNumber: opened.caseNumber,
    urgency: 'URGENT',
    status: 'OPEN',
    tier: 1,
    at: new Date().toISOString(),
  };
}
