/**
 * `npm run safety:shadow -- --candidate DIR [--texts FILE]`: lets a folder of rules, score and words run beside the
 * active one (configs/) over the cases of the database in DATABASE_URL (else of the data folder's), or over narratives
 * of a file, and prints what would change. Writes nothing; exits with 1 if any case would fall.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { loadRuleSet } from '../../src/assessment/load-rules';
import { AppEnv, loadConfig } from '../../src/config';
import { loadLanguagePacks } from '../../src/conversation/language-pack';
import { type Result } from '../../src/domain';
import { PrismaClient } from '../../src/generated/prisma/client';
import { useEngine } from '../engines/use-engine';
import { findProjectRoot } from '../project-root';
import { type ClinicalRelease, compareReleases, type Comparison, shiftOf } from './compare-releases';
import { shadowReport } from './shadow-report';
import { toldInDatabase, toldInFile } from './told-cases';

/** Engines that have no part in this, so that nobody needs to name them. */
const NO_PART = { REDIS_URL: 'redis://127.0.0.1', CHROMA_URL: 'http://127.0.0.1' };

async function main(): Promise<void> {
  const { candidate: folder, texts } = parseArgs({
    options: { candidate: { type: 'string' }, texts: { type: 'string' } },
  }).values;
  if (folder === undefined) throw new Error('Usage: npm run safety:shadow -- --candidate DIR [--texts FILE]');
  const configs = join(findProjectRoot(), 'configs');
  const active = readRelease(configs);
  const candidate = readRelease(resolve(folder));
  if (texts !== undefined) {
    report(toldInFile(texts, new Date()).map((told) => compareReleases(active, candidate, told)));
    return;
  }
  await useEngine(process.env, 'DATABASE_URL', async (databaseUrl) => {
    report(await compareDatabase(databaseUrl, configs, active, candidate));
  });
}

async function compareDatabase(
  databaseUrl: string,
  configs: string,
  active: ClinicalRelease,
  candidate: ClinicalRelease,
): Promise<readonly Comparison[]> {
  const env = { APP_ENV: AppEnv.DEVELOPMENT, ...NO_PART, ...process.env, DATABASE_URL: databaseUrl };
  const { secretKey, database } = readable(loadConfig(env, configs));
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
  try {
    const comparisons: Comparison[] = [];
    for await (const told of toldInDatabase(prisma, secretKey, active.packs)) {
      comparisons.push(compareReleases(active, candidate, told));
    }
    return comparisons;
  } finally {
    await prisma.$disconnect();
  }
}

function report(comparisons: readonly Comparison[]): void {
  console.log(shadowReport(comparisons));
  if (comparisons.some((one) => shiftOf(one) < 0)) process.exitCode = 1;
}

function readRelease(folder: string): ClinicalRelease {
  return {
    ruleSet: readable(loadRuleSet(join(folder, 'red-flags.yaml'))),
    packs: readable(loadLanguagePacks(join(folder, 'languages'))),
  };
}

function readable<T>(file: Result<T, string[]>): T {
  if (!file.ok) throw new Error(file.error.join('\n'));
  return file.value;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
