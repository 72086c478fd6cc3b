import { type Client } from 'pg';
import { type PublishedEvent } from './selection';

/** A case whose escalation is raised again and again. */
export interface RaisedCase {
  /** Commits `count` events in one transaction, as the product's own writer leaves them; resolves when they are committed. */
  raise(count?: number): Promise<void>;
  /** The last event, as it would be published by who keeps nothing. */
  describe(): PublishedEvent;
  /** Waits until every event has its place; returns how many there are. */
  numbered(): Promise<number>;
}

const LOOK_EVERY_MS = 5;

export async function openRaisedCase(client: Client, facilityId: string): Promise<RaisedCase> {
  const { rows } = await client.query<{ id: string; number: string; escalationId: string }>(
    `WITH patient AS (
       INSERT INTO patient (id, facility_id) VALUES (gen_random_uuid(), $1) RETURNING id
     ), opened AS (
       INSERT INTO triage_case (id, number, facility_id, patient_id, status, urgency, urgency_rank, version, language,
         speaker, opened_at, updated_at)
       SELECT gen_random_uuid(), 'PAA-BENCH', $1, id, 'AWAITING_REVIEW', 'URGENT', 1, 1, 'en', 'SELF', now(), now()
       FROM patient RETURNING id, number
     )
     INSERT INTO escalation (id, case_id, facility_id, urgency, urgency_rank, status, reasons, raised_at,
       acknowledge_by, tier)
     SELECT gen_random_uuid(), id, $1, 'URGENT', 1, 'OPEN', '[]', now(), now() + interval '1 day', 1 FROM opened
     RETURNING case_id AS id, 'PAA-BENCH' AS number, id AS "escalationId"`,
    [facilityId],
  );
  const [opened] = rows;
  if (opened === undefined) throw new Error('The case was not written.');
  let sequence = 0;
  return {
    async raise(count = 1) {
      await client.query('BEGIN');
      await client.query('SELECT id FROM triage_case WHERE id = $1 FOR UPDATE', [opened.id]);
      await client.query(
        `INSERT INTO case_event (id, case_id, facility_id, case_sequence, kind, actor, summary, at, payload, chain_hash,
           escalation_id, escalation_kind, escalation_status, urgency, tier)
         SELECT gen_random_uuid(), $1, $2, n, 'escalation.raised', 'SYSTEM', 'Something happened.', now(), '', '',
           $3, 'RAISED', 'OPEN', 'URGENT', 1
         FROM generate_series($4::int, $5::int) n`,
        [opened.id, facilityId, opened.escalationId, sequence + 1, sequence + count],
      );
      await client.query('COMMIT');
      sequence += count;
    },
    describe: () => eventOf(opened, sequence),
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

function eventOf(opened: { number: string; escalationId: string }, sequence: number): PublishedEvent {
  return {
    cursor: String(sequence),
    kind: 'RAISED',
    escalationId: opened.escalationId,
    caseNumber: opened.number,
    urgency: 'URGENT',
    status: 'OPEN',
    tier: 1,
    at: new Date().toISOString(),
  };
}
