import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { Stage } from './plan-kills';

/** First key of the advisory locks that are the gates; the second is the stage's number. The product has none with two keys. */
const GATES = 20_261_125;
const GATE_OF: Readonly<Record<Stage, number>> = {
  [Stage.COMMITTING]: 1,
  [Stage.STARTED]: 2,
  [Stage.HALFWAY]: 3,
  [Stage.FINISHED]: 4,
};
const POLL_MS = 5;
const END_TIMEOUT_MS = 60_000;

/**
 * Puts gates on the way of an escalation to its place in the stream: while one is closed, a statement that comes to it waits
 * there. For the simulator's own database alone; an open gate costs a statement a lock that nobody contends for.
 */
export async function buildStageGates(client: Client): Promise<void> {
  await client.query(`
    CREATE FUNCTION chaos_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(${GATES}, ${GATE_OF.committing});
      RETURN NEW;
    END $$;
    CREATE CONSTRAINT TRIGGER chaos_committing AFTER INSERT ON case_event DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.escalation_id IS NOT NULL) EXECUTE FUNCTION chaos_gate();

    -- Counts what the statement has numbered, so that one that finds nothing to number passes for no stage at all.
    CREATE FUNCTION chaos_numbered() RETURNS int LANGUAGE sql AS $$
      SELECT coalesce(nullif(current_setting('chaos.numbered', true), ''), '0')::int
    $$;
    CREATE FUNCTION chaos_number() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE numbered int := chaos_numbered();
    BEGIN
      IF numbered = 0 THEN
        PERFORM pg_current_xact_id(); -- so that its fate can be asked for
        PERFORM pg_advisory_xact_lock_shared(${GATES}, ${GATE_OF.started});
      ELSIF numbered = 1 THEN
        PERFORM pg_advisory_xact_lock_shared(${GATES}, ${GATE_OF.halfway});
      END IF;
      PERFORM set_config('chaos.numbered', (numbered + 1)::text, true);
      RETURN NEW;
    END $$;
    CREATE TRIGGER chaos_number BEFORE UPDATE OF stream_position ON case_event
      FOR EACH ROW EXECUTE FUNCTION chaos_number();
    CREATE FUNCTION chaos_finish() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF chaos_numbered() > 0 THEN
        PERFORM pg_advisory_xact_lock_shared(${GATES}, ${GATE_OF.finished});
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER chaos_finish AFTER UPDATE OF stream_position ON case_event
      FOR EACH STATEMENT EXECUTE FUNCTION chaos_finish();`);
}

/** A statement that waits at a gate. */
export interface HeldStatement {
  /** What the connection calls itself that sent it. */
  readonly connectionName: string;
  /** Its transaction. */
  readonly xid: string;
  isHeld(): Promise<boolean>;
  /** Rolls it back, as PostgreSQL does when it learns of its client's death in time. */
  rollBack(): Promise<void>;
}

export interface Gate {
  /** Resolves when a statement waits at the gate. Throws after `timeoutMs`. */
  held(timeoutMs: number): Promise<HeldStatement>;
}

/** How a transaction ended; null if PostgreSQL has forgotten. */
export type Fate = 'committed' | 'aborted' | 'in progress' | null;

/**
 * Closes the gate of a stage while `use` runs; statements that are past it go on. Resolves when what was held has ended, also
 * where its client is dead by then, with how each transaction ended, by its id; empty where PostgreSQL was killed.
 */
export async function withGateClosed<T>(
  databaseUrl: string,
  stage: Stage,
  use: (gate: Gate) => Promise<T>,
): Promise<{ result: T; fates: ReadonlyMap<string, Fate> }> {
  const client = new Client({ connectionString: databaseUrl });
  // PostgreSQL may be what is killed at the gate; what has to be asked of it fails then.
  client.on('error', () => undefined);
  await client.connect();
  const held: HeldStatement[] = [];
  const gate: Gate = {
    async held(timeoutMs) {
      for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await delay(POLL_MS)) {
        const found = await findHeld(client, stage);
        if (found === undefined) continue;
        held.push(found);
        return found;
      }
      throw new Error(`Nothing came to the gate "${stage}" within ${timeoutMs} ms.`);
    },
  };
  try {
    await client.query('SELECT pg_advisory_lock($1, $2)', [GATES, GATE_OF[stage]]);
    const result = await use(gate);
    const fates = await openAndSeeEnd(client, held).catch(() => new Map<string, Fate>());
    return { result, fates };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function openAndSeeEnd(client: Client, held: readonly HeldStatement[]): Promise<Map<string, Fate>> {
  await client.query('SELECT pg_advisory_unlock_all()');
  const fates = new Map<string, Fate>();
  for (const { xid } of held) {
    const deadline = Date.now() + END_TIMEOUT_MS;
    let fate = await readFate(client, xid);
    while (fate === 'in progress' && Date.now() < deadline) {
      await delay(POLL_MS);
      fate = await readFate(client, xid);
    }
    fates.set(xid, fate);
  }
  return fates;
}

async function readFate(client: Client, xid: string): Promise<Fate> {
  const { rows } = await client.query<{ fate: Fate }>('SELECT pg_xact_status($1::xid8) AS fate', [xid]);
  return rows[0]?.fate ?? null;
}

interface Waiting {
  readonly pid: number;
  readonly application_name: string;
  readonly xid: string;
}

async function findHeld(client: Client, stage: Stage): Promise<HeldStatement | undefined> {
  const [waiting] = await readWaiting(client, stage);
  if (waiting === undefined) return undefined;
  const { pid: backend, application_name: connectionName, xid } = waiting;
  return {
    ...{ connectionName, xid },
    isHeld: async () => (await readWaiting(client, stage)).some(({ pid }) => pid === backend),
    rollBack: async () => void (await client.query('SELECT pg_terminate_backend($1, 5000)', [backend])),
  };
}

/** Who waits there, by what PostgreSQL shows at two moments: of one that came in between its transaction is not seen yet. */
async function readWaiting(client: Client, stage: Stage): Promise<Waiting[]> {
  const { rows } = await client.query<Waiting>(
    `SELECT a.pid, a.application_name, a.backend_xid::text AS xid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND NOT l.granted AND l.classid = $1 AND l.objid = $2
       AND a.backend_xid IS NOT NULL
     ORDER BY a.pid`,
    [GATES, GATE_OF[stage]],
  );
  return rows;
}
