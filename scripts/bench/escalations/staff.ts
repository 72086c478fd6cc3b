import { type Client } from 'pg';
import { hashToken } from '../../../src/identity';

/** `count` responders of one facility, each signed in; returns their bearer tokens. */
export async function signInStaff(client: Client, facilityId: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, (_, index) => `bench-responder-${index}`);
  await client.query(
    `WITH responder AS (
       INSERT INTO staff (id, email, display_name, role, password_hash)
       SELECT gen_random_uuid(), 'responder-' || n || '@bench.test', 'Responder ' || n, 'RESPONDER', 'unusable'
       FROM generate_series(1, $1::int) n RETURNING id
     ), numbered AS (SELECT id, row_number() OVER () AS n FROM responder),
     member AS (INSERT INTO staff_membership (staff_id, facility_id) SELECT id, $2::uuid FROM responder)
     INSERT INTO staff_session (id, token_hash, staff_id, expires_at)
     SELECT gen_random_uuid(), ($3::bytea[])[n], id, now() + interval '1 day' FROM numbered`,
    [count, facilityId, tokens.map((token) => Buffer.from(hashToken(token)))],
  );
  return tokens;
}
