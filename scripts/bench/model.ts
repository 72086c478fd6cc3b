/**
 * `npm run bench:model [-- --pending 200 --think-ms 5000 --concurrency 200 --seconds 60]`: what a partner waits for while
 * the language model thinks about many other cases. The whole product on engines of its own, once with no model configured
 * and once with a loopback server that takes `think-ms` for each answer; cases come at half of the measured capacity.
 */
import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../src/generated/prisma/client';
import { startEnginesHost } from '../engines/start-engines-host';
import { migrateDeploy } from '../prisma/migrate';
import { loadDemonstration } from './model/load-demonstration';
import { type Aftermath, type Run, type Running, runWithModel, runWithoutModel } from './model/runs';

const TARGET_P95_MS = 2000;

async function main(): Promise<void> {
  const options = readOptions();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-model-'));
  chmodSync(dataDir, 0o711); // under root, PostgreSQL runs as another account
  const host = await startEnginesHost({ dataDir, throwAway: true, onProgress: (text) => console.log(text) });
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: host.urls.databaseUrl }) });
  try {
    await migrateDeploy(host.urls.databaseUrl);
    await loadDemonstration(host.urls.chromaUrl, dataDir);
    const running: Running = { urls: host.urls, prisma, ...options, onProgress: (text) => console.log(text) };
    const without = await runWithoutModel(running);
    print(options, without, await runWithModel(running, without.perSecond));
  } finally {
    await prisma.$disconnect();
    await host.stop();
  }
}

function readOptions(): Pick<Running, 'pending' | 'thinkMs' | 'concurrency' | 'seconds'> {
  const { values } = parseArgs({
    options: {
      pending: { type: 'string', default: '200' },
      'think-ms': { type: 'string', default: '5000' },
      concurrency: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '60' },
    },
  });
  return {
    pending: Number(values.pending),
    thinkMs: Number(values['think-ms']),
    concurrency: Number(values.concurrency),
    seconds: Number(values.seconds),
  };
}

function print(
  { pending, thinkMs, concurrency }: ReturnType<typeof readOptions>,
  without: Run & { readonly capacity: number },
  withModel: Run & Aftermath,
): void {
  const { perSecond, capacity } = without;
  console.log(
    `\n${round(capacity)} cases a second at most, with a picture each; ${round(perSecond)} a second came. ` +
      `${pending} questions were open before; ${thinkMs} ms each, at most ${concurrency} at once.`,
  );
  console.table({
    'no model': rowOf(without),
    'model thinks': rowOf(withModel),
    '×': {
      'p50 ms': round(withModel.p50Ms / without.p50Ms),
      'p95 ms': round(withModel.p95Ms / without.p95Ms),
      'most ms': round(withModel.mostMs / without.mostMs),
      'CPU ms a case': round(withModel.cpuMsPerCase / without.cpuMsPerCase),
    },
  });
  const { revised, lastRevisedAfterSeconds, mostAtOnce } = withModel;
  console.log(
    `${revised.complete} revisions arrived, the last ${round(lastRevisedAfterSeconds)} s after the last case; ` +
      `${revised.unrevised} did not, ${revised.other} cases have another history. ` +
      `The model had up to ${mostAtOnce} questions before it at once.`,
  );
  const refused = [...without.refused, ...withModel.refused];
  for (const why of new Set(refused)) console.error(`Refused: ${why}`);
  const failures = refused.length + revised.unrevised + revised.other;
  if (withModel.p95Ms > TARGET_P95_MS || failures > 0) process.exitCode = 1;
}

function rowOf(run: Run): Readonly<Record<string, number>> {
  return {
    cases: run.cases,
    refused: run.refused.length,
    'p50 ms': round(run.p50Ms),
    'p95 ms': round(run.p95Ms),
    'most ms': round(run.mostMs),
    'CPU ms a case': round(run.cpuMsPerCase),
    'MiB before': Math.round(run.memory.atStart),
    'MiB at most': Math.round(run.memory.most),
    'MiB after': Math.round(run.memory.atEnd),
  };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
