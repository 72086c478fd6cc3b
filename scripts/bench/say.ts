/**
 * `npm run bench:say [-- --conversations 60]`: what a patient waits for after each answer, over HTTP against the whole
 * product on engines of its own, beside a bare Apollo mutation that writes one row, in one run; and how much of it is
 * removing personal data, hearing findings and judging the rules.
 */
import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEnginesHost } from '../engines/start-engines-host';
import { migrateDeploy } from '../prisma/migrate';
import { findProjectRoot } from '../project-root';
import { startMeasuredServer } from './measured-server';
import { timeConversations, timeOneRow } from './say-conversations';
import { timeShares } from './say-shares';

const WARM_UP_CONVERSATIONS = 6;
const TARGET_P95_MS = 50;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { conversations: { type: 'string', default: '60' } } });
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-say-'));
  chmodSync(dataDir, 0o711); // under root, PostgreSQL runs as another account
  const host = await startEnginesHost({ dataDir, throwAway: true, onProgress: (text) => console.log(text) });
  try {
    const { databaseUrl, redisUrl, chromaUrl } = host.urls;
    await migrateDeploy(databaseUrl);
    const env = { REDIS_URL: redisUrl, CHROMA_URL: chromaUrl };
    const [house, peer] = await Promise.all(
      ['whole-house', 'one-row'].map((program) =>
        startMeasuredServer({ name: program, program, databaseUrl, bearerToken: '', env }),
      ),
    );
    if (house === undefined || peer === undefined) throw new Error('A server is missing.');
    const said = await timeConversations(house.url, Number(values.conversations) + WARM_UP_CONVERSATIONS);
    const wrote = await timeOneRow(peer.url, said.length);
    house.stop();
    peer.stop();
    print(said, wrote, timeShares(path.join(findProjectRoot(), 'configs')));
  } finally {
    await host.stop();
  }
}

function print(
  said: readonly number[],
  wrote: readonly number[],
  shares: Readonly<Record<string, readonly number[]>>,
): void {
  const warm = said.slice(said.length >> 2);
  const rows = { say: warm, 'Apollo, one row': wrote.slice(wrote.length >> 2), ...shares };
  console.log(`\n${warm.length} answers in English, Spanish and Hindi, one patient at a time; ms.`);
  console.table(
    Object.fromEntries(
      Object.entries(rows).map(([name, timesMs]) => [
        name,
        { p50: round(quantile(timesMs, 0.5)), p95: round(quantile(timesMs, 0.95)) },
      ]),
    ),
  );
  const p95Ms = quantile(warm, 0.95);
  if (p95Ms > TARGET_P95_MS) {
    console.error(`say took ${round(p95Ms)} ms at p95; the target is ${TARGET_P95_MS} ms.`);
    process.exitCode = 1;
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
