import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/prisma/client';
import { createStatementNames } from './statement-names';

/** Connections of one API process to one PostgreSQL. */
const CONNECTIONS = 10;

export interface DatabasePatience {
  /** A connection that is not there by then counts as none. */
  readonly connectMs: number;
  /** A statement without an answer by then fails: a database that hangs must not hold requests for ever. */
  readonly statementMs: number;
}

/** Longer than any transaction is let run. */
const FROZEN_AFTER_MS = 20_000;

const USUAL_PATIENCE: DatabasePatience = { connectMs: 5_000, statementMs: 10_000 };

/** The database behind Prisma. Connects when it is first asked something. */
export function createDatabase(
  url: string,
  patience: DatabasePatience = USUAL_PATIENCE,
  frozenAfterMs = FROZEN_AFTER_MS,
): PrismaClient {
  const pool = {
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: patience.connectMs,
    query_timeout: patience.statementMs,
    // A process that is frozen in the middle of a transaction lets go of what it has locked: a case whose escalation others must
    // be able to climb and to answer.
    idle_in_transaction_session_timeout: frozenAfterMs,
    // The pool listens to idle connections alone: one that is taken and breaks before its statement is sent would end the process.
    onConnect: (client: NodeJS.EventEmitter) => void client.on('error', () => undefined),
  };
  return new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: createStatementNames() }),
  });
}
