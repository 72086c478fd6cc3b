/**
 * `npm run model:calls -- [--case NUMBER] [--refused] [--show-answer]`: the language model's calls in the database of
 * DATABASE_URL (else of the data folder's), with tokens and cost. With --show-answer also what the model wrote, which no
 * case shows: it is opened by the SECRET_KEY of the server that sealed it, and each look is recorded in the access log.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as uuidv7 } from 'uuid';
import { createAccessLog } from '../../src/cases/read/access-log';
import { AppEnv, loadConfig } from '../../src/config';
import { PrismaClient } from '../../src/generated/prisma/client';
import { createKeyring } from '../../src/privacy';
import { systemClock } from '../../src/time';
import { useEngine } from '../engines/use-engine';
import { describeCalls } from './describe-calls';
import { readCalls } from './read-calls';

/** Engines that have no part in this, so that nobody needs to name them. */
const NO_PART = { REDIS_URL: 'redis://127.0.0.1', CHROMA_URL: 'http://127.0.0.1' };
const ACTOR = 'OPERATOR';
const OPERATION = 'model:calls';

async function print(databaseUrl: string): Promise<void> {
  const { values } = parseArgs({
    options: {
      case: { type: 'string' },
      refused: { type: 'boolean', default: false },
      'show-answer': { type: 'boolean', default: false },
    },
  });
  const env = { APP_ENV: AppEnv.DEVELOPMENT, ...NO_PART, ...process.env, DATABASE_URL: databaseUrl };
  const config = loadConfig(env, resolve('configs'));
  if (!config.ok) throw new Error(config.error.join('\n'));
  const { secretKey, database, medgemma } = config.value;
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  const accessLog = createAccessLog({ prisma, clock: systemClock, newId: uuidv7 });
  const opening = {
    keyring: createKeyring(secretKey),
    onOpen: (caseId: string) => accessLog.record([{ actor: ACTOR, operation: OPERATION, caseId }]),
  };
  try {
    const calls = await readCalls(
      { prisma, opening: values['show-answer'] ? opening : null },
      { caseNumber: values.case ?? null, isRefused: values.refused },
    );
    for (const line of describeCalls(calls, medgemma)) console.log(line);
  } finally {
    await prisma.$disconnect();
  }
}

useEngine(process.env, 'DATABASE_URL', print).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
