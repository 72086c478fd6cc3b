/**
 * `npm run audit:verify`: proves the audit trail of the database in DATABASE_URL (else of the data folder's), under the settings of the server that
 * wrote it (APP_ENV, development if left out; SECRET_KEY where the settings have none). Exits with 1 if a link is broken.
 */
import { resolve } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { verifyTrail } from '../../src/cases';
import { AppEnv, loadConfig } from '../../src/config';
import { PrismaClient } from '../../src/generated/prisma/client';
import { createKeyring } from '../../src/privacy';
import { useEngine } from '../engines/use-engine';

/** Engines that have no part in this, so that nobody needs to name them. */
const NO_PART = { REDIS_URL: 'redis://127.0.0.1', CHROMA_URL: 'http://127.0.0.1' };
const MAX_NAMED = 20;

async function verify(databaseUrl: string): Promise<void> {
  const env = { APP_ENV: AppEnv.DEVELOPMENT, ...NO_PART, ...process.env, DATABASE_URL: databaseUrl };
  const config = loadConfig(env, resolve('configs'));
  if (!config.ok) throw new Error(config.error.join('\n'));
  const { secretKey, database } = config.value;
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  try {
    const { caseCount, eventCount, broken } = await verifyTrail({
      prisma,
      keyring: createKeyring(secretKey),
    });
    console.log(`${caseCount} cases, ${eventCount} events, ${broken.length} broken links`);
    for (const { problem, caseId, caseSequence } of broken.slice(0, MAX_NAMED)) {
      console.log(
        `  ${problem}${caseId === null ? '' : `: case ${caseId}, event ${caseSequence ?? 'none'}`}`,
      );
    }
    if (broken.length > 0) process.exitCode = 1;
  } finally {
    await prisma.$disconnect();
  }
}

useEngine(process.env, 'DATABASE_URL', verify).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
