import { Client } from 'pg';
import { type Logger } from '../observability';
import { createWake } from '../time';
import { type Bell } from './bells';
import { numberEvents } from './number-events';
import { type StreamRow } from './stream-row';

/** PostgreSQL's advisory lock that makes one relay of many the one that numbers. */
const RELAY_LOCK = 20_261_123;
const BATCH_SIZE = 2_000;
/** A relay that is frozen or cut off for this long loses its connection, and with it the lock, to another one. */
const FROZEN_AFTER_MS = 10_000;
/** A database that is silent for so long is asked anew over another connection. */
const SILENCE_MS = 10_000;
const CONNECT_MS = 5_000;

/**
 * Finds each event by an index, however many the statistics take for unnumbered: those of a backlog outlive it until the next
 * vacuum, and by them each single event would cost a walk over the whole table.
 */
const BY_INDEX = ['hashjoin', 'mergejoin', 'seqscan', 'bitmapscan']
  .map((way) => `SET enable_${way} = off`)
  .join('; ');

interface RelayDeps {
  readonly databaseUrl: string;
  readonly committed: Bell;
  /** Told of what got its place, in its order, when that is durable. */
  readonly onNumbered: (rows: readonly StreamRow[]) => void;
  readonly logger: Pick<Logger, 'warn'>;
  /** How often to look without being woken, and how often a waiting relay tries to take over. */
  readonly pollIntervalMs: number;
}

export interface Relay {
  stop(): Promise<void>;
}

/**
 * Gives committed events their place in the stream: 1, 2, 3 … without a gap, in the order in which they became visible.
 * Every process runs one; the holder of the lock works, the others wait to take over. The lock belongs to the very
 * connection that numbers, so that losing one is losing the other.
 */
export function startRelay(deps: RelayDeps): Relay {
  const { databaseUrl, committed, onNumbered, logger, pollIntervalMs } = deps;
  const wake = createWake();
  let isStopping = false;
  committed.onRing(wake.wake);
  const ended = run();

  async function run(): Promise<void> {
    while (!isStopping) {
      try {
        await withConnection(databaseUrl, numberWhileHolding);
      } catch (error) {
        logger.warn('The relay lost its connection and will take another.', { error });
        await wake.sleep(pollIntervalMs);
      }
    }
  }

  async function numberWhileHolding(client: Client): Promise<void> {
    while (!isStopping && !(await tryLock(client))) await wake.sleep(pollIntervalMs);
    while (!isStopping) {
      const rows = await numberEvents(client, BATCH_SIZE);
      if (rows.length > 0) onNumbered(rows);
      if (rows.length < BATCH_SIZE) await wake.sleep(pollIntervalMs);
    }
  }

  return {
    async stop() {
      isStopping = true;
      wake.wake();
      await ended;
    },
  };
}

async function withConnection(databaseUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'paa-relay',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: SILENCE_MS,
  });
  // A connection that breaks while idle says so here; the next statement fails, and that is what counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`SET idle_session_timeout = ${FROZEN_AFTER_MS}; ${BY_INDEX}`);
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Tries instead of waiting: a statement that waits for days would keep the database from cleaning up behind it. */
async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
    RELAY_LOCK,
  ]);
  return rows[0]?.held ?? false;
}
