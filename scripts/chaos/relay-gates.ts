import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { RelayStage } from './plan-kills';

/** First key of the advisory locks that are the gates; the second is the stage's number. The product has none with two keys. */
const GATES = 20_261_125;
const STAGES = [RelayStage.STARTED, RelayStage.HALFWAY, RelayStage.FINISHED];
const POLL_MS = 5;

/**
 * Puts gates into the relay's numbering statement: while one is closed, a statement that comes to it waits there. For the
 * simulator's own database alone; an open gate costs the statement a lock that nobody contends for.
 */
export async function buildRelayGates(databaseUrl: string): Promise<void> {
  const [started, halfway, finished] = STAGES.map(gateOf);
  await withClient(databaseUrl, async (client) => {
    await client.query(`
      CREATE FUNCTION chaos_gate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(${GATES}, TG_ARGV[0]::int);
        RETURN NEW;
      END $$;
      CREATE TRIGGER chaos_started BEFORE UPDATE OF stream_position ON case_event
        FOR EACH STATEMENT EXECUTE FUNCTION chaos_gate(${started});
      CREATE TRIGGER chaos_halfway BEFORE UPDATE OF stream_position ON case_event
        FOR EACH ROW WHEN (NEW.stream_position % 2 = 0) EXECUTE FUNCTION chaos_gate(${halfway});
      CREATE TRIGGER chaos_finished AFTER UPDATE OF stream_position ON case_event
        FOR EACH STATEMENT EXECUTE FUNCTION chaos_gate(${finished});`);
  });
}

/** A statement of the relay that waits at a gate. */
export interface HeldRelay {
  /** The API process whose relay it is, by the name of its connections. */
  readonly holder: string;
  /** PostgreSQL's own process that runs the statement. */
  readonly backend: number;
  /** Rolls the statement back, as PostgreSQL does when it learns of its client's death in time. */
  rollBack(): Promise<void>;
}

export interface Gate {
  /** Resolves when a relay waits at the gate, other than in `exceptBackend`. Throws after `timeoutMs`. */
  held(timeoutMs: number, exceptBackend?: number): Promise<HeldRelay>;
  /** What waits goes on, also where its client is dead by now. */
  open(): Promise<void>;
}

/** Closes the gate of a stage; statements that are past it go on. */
export async function closeGate(databaseUrl: string, stage: RelayStage): Promise<Gate> {
  const client = new Client({ connectionString: databaseUrl });
  // PostgreSQL may be what is killed at the gate.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1, $2)', [GATES, gateOf(stage)]);
  return {
    async held(timeoutMs, exceptBackend = 0) {
      for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await delay(POLL_MS)) {
        const waiting = await findWaiting(client, stage, exceptBackend);
        if (waiting === undefined) continue;
        const { pid, application_name: holder } = waiting;
        const rollBack = async (): Promise<void> =>
          void (await client.query('SELECT pg_terminate_backend($1, 5000)', [pid]));
        return { holder, backend: pid, rollBack };
      }
      throw new Error(`No relay came to the gate "${stage}" within ${timeoutMs} ms.`);
    },
    // The lock is the session's: it goes with it.
    open: () => client.end().catch(() => undefined),
  };
}

interface Waiting {
  readonly pid: number;
  readonly application_name: string;
}

async function findWaiting(
  client: Client,
  stage: RelayStage,
  exceptBackend: number,
): Promise<Waiting | undefined> {
  const { rows } = await client.query<Waiting>(
    `SELECT a.pid, a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND NOT l.granted AND l.classid = $1 AND l.objid = $2 AND a.pid <> $3`,
    [GATES, gateOf(stage), exceptBackend],
  );
  return rows[0];
}

function gateOf(stage: RelayStage): number {
  return STAGES.indexOf(stage) + 1;
}

async function withClient(databaseUrl: string, use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
