import { Client } from 'pg';

/** PostgreSQL's advisory lock that only one process at a time holds while it prepares the queues. */
const PREPARING_LOCK = 20_261_124;

/** Runs `work` while no other process runs its own. The lock goes with the connection, however the process ends. */
export async function alone(databaseUrl: string, work: () => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'paa-jobs-start' });
  // A connection that breaks while idle says so here; the work fails by itself then.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PREPARING_LOCK]);
    await work();
  } finally {
    await client.end();
  }
}
