import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError, Pool } from 'pg';

const MAX_CONNECTIONS = 3;
const RETRY_AFTER_MS = 500;
/** The queue's statements take milliseconds; its clearing up after months of neglect may take longer. */
const USUAL_PATIENCE: QueuePatience = { connectMs: 5_000, statementMs: 30_000 };
/** SQLSTATE of lost connections, and of a server that is going down or coming up. */
const OUTAGE = /^(08|57P)/;

export interface QueuePatience {
  /** A connection that is not there by then counts as none. */
  readonly connectMs: number;
  /** A statement without an answer by then is sent again: who waits for a database that hears nothing works no more. */
  readonly statementMs: number;
}

export interface QueueDatabase {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  close(): Promise<void>;
}

/**
 * The queue's own few connections. Statements wait out an outage instead of failing: pg-boss reports a job's end
 * without awaiting it, so that one lost connection there would end the process. All of them may safely run twice.
 */
export function createQueueDatabase(
  databaseUrl: string,
  onOutage: (error: unknown) => void,
  patience: QueuePatience = USUAL_PATIENCE,
): QueueDatabase {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: MAX_CONNECTIONS,
    application_name: 'paa-jobs',
    connectionTimeoutMillis: patience.connectMs,
    query_timeout: patience.statementMs,
  });
  const closing = new AbortController();
  // An idle connection that breaks is replaced by the pool; the next statement reports the outage, if there is one.
  pool.on('error', () => undefined);
  // The pool listens to idle connections alone: one that is taken and breaks before its statement is sent would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));

  async function executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
    for (;;) {
      try {
        return await executeOnce(text, values);
      } catch (error) {
        if (!isOutage(error) || closing.signal.aborted) throw error;
        onOutage(error);
        await delay(RETRY_AFTER_MS, undefined, { signal: closing.signal });
      }
    }
  }

  async function executeOnce(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
    const client = await pool.connect();
    let failed = true;
    try {
      const result = await client.query(text, values);
      failed = false;
      return result;
    } finally {
      // pg-boss opens transactions inside a text of several statements: after an error the connection is not clean.
      client.release(failed);
    }
  }

  return {
    executeSql,
    async close() {
      closing.abort();
      await pool.end();
    },
  };
}

function isOutage(error: unknown): boolean {
  return !(error instanceof DatabaseError) || OUTAGE.test(error.code ?? '');
}
