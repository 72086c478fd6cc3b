import { Client } from 'pg';
import { type TrueEvent } from './verdict';

/** The stream as the database holds it. */
export interface Truth {
  /** Every event of an escalation, in its order. */
  readonly events: readonly TrueEvent[];
  /** Places between the first and the last that no event has. */
  readonly gaps: number;
  /** Events, of whatever kind, that have no place yet. */
  readonly unnumbered: number;
}

interface Row {
  readonly position: string;
  readonly number: string;
  readonly kind: string;
  readonly tier: number;
  readonly at: Date;
}

export async function readTruth(databaseUrl: string): Promise<Truth> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const [row] = (
      await client.query<{ gaps: number; unnumbered: number }>(
        `SELECT (coalesce(max(stream_position), 0) - count(stream_position))::int AS gaps,
                count(*) FILTER (WHERE stream_position IS NULL)::int AS unnumbered FROM case_event`,
      )
    ).rows;
    const { rows } = await client.query<Row>(
      `SELECT e.stream_position AS position, c.number, e.escalation_kind::text AS kind, e.tier, e.at
       FROM case_event e JOIN triage_case c ON c.id = e.case_id
       WHERE e.escalation_id IS NOT NULL AND e.stream_position IS NOT NULL ORDER BY e.stream_position`,
    );
    return { gaps: row?.gaps ?? 0, unnumbered: row?.unnumbered ?? 0, events: rows.map(toTrueEvent) };
  } finally {
    await client.end();
  }
}

function toTrueEvent({ position, number, kind, tier, at }: Row): TrueEvent {
  return { position: Number(position), caseNumber: number, kind, tier, atMs: at.getTime() };
}
