import { type ClientBase } from 'pg';
import { type DatabaseRow, STREAM_COLUMNS, type StreamRow, toStreamRow } from './stream-row';

/**
 * Numbers at most `limit` events that are committed and have no place yet, in one statement; returns them in their order,
 * durable as they are then. Only one connection at a time may do so.
 *
 * Events of one case keep their sequence even where the clocks of two processes disagree: `moment` never falls
 * within a case. What commits later is numbered later, so that a reader who is past a place has missed nothing.
 */
export async function numberEvents(client: ClientBase, limit: number): Promise<StreamRow[]> {
  const { rows } = await client.query<DatabaseRow>({
    // Planned once for the connection: the relay asks this after each commit.
    name: 'number-events',
    text: `WITH head AS (SELECT coalesce(max(stream_position), 0) AS position FROM case_event),
     waiting AS (
       SELECT id, case_id, case_sequence, max(at) OVER (PARTITION BY case_id ORDER BY case_sequence) AS moment
       FROM case_event WHERE stream_position IS NULL
     ),
     batch AS (
       SELECT id, row_number() OVER (ORDER BY moment, case_id, case_sequence) AS place
       FROM waiting ORDER BY moment, case_id, case_sequence LIMIT $1
     )
     UPDATE case_event e SET stream_position = head.position + batch.place
     FROM head, batch WHERE e.id = batch.id
     RETURNING ${STREAM_COLUMNS}`,
    values: [limit],
  });
  return rows.map(toStreamRow).sort((one, other) => one.position - other.position);
}
