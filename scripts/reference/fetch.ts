/**
 * `npm run reference:fetch -- scin DIR [--from URL] [--tables-only] [--limit N]`: brings SCIN from its public bucket, or from
 * another place with the same layout, into DIR. Interrupted, it goes on where it stopped.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fetchScin, SCIN_BUCKET, SCIN_LICENCE, type ScinSummary } from './fetch/fetch-scin';
import { sourceAddress } from './fetch/source-address';
import { reportFailure } from './index-command';
import { createProgressLine } from './progress';

const USAGE = 'Usage: npm run reference:fetch -- scin DIR [--from URL] [--tables-only] [--limit N]';
const FILES_AT_ONCE = 16;
const STALL_MS = 30_000;
const BYTES_PER_MB = 1e6;
/** Ten times the longest file of the set. */
const MAX_FILE_BYTES = 200 * BYTES_PER_MB;
const NAMES_SHOWN = 5;

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      from: { type: 'string', default: SCIN_BUCKET },
      'tables-only': { type: 'boolean', default: false },
      limit: { type: 'string' },
    },
  });
  const [set, dir] = positionals;
  const limit = values.limit === undefined ? null : Number(values.limit);
  if (set !== 'scin' || dir === undefined || (limit !== null && !(limit >= 0))) throw new Error(USAGE);
  console.log(SCIN_LICENCE);

  const line = createProgressLine('SCIN', 'pictures');
  let bytes = 0;
  const summary = await fetchScin(
    {
      wait: (ms) => wait(ms),
      random: Math.random,
      stallMs: STALL_MS,
      maxFileBytes: MAX_FILE_BYTES,
      onBytes: (count) => (bytes += count),
    },
    {
      dir: resolve(dir),
      from: sourceAddress(values.from),
      tablesOnly: values['tables-only'],
      limit,
      filesAtOnce: FILES_AT_ONCE,
      onProgress: (done, total) => line.show(done, total, `, ${(bytes / BYTES_PER_MB).toFixed(0)} MB`),
    },
  ).finally(() => line.end());
  if (!summary.ok) throw new Error(summary.error);
  console.log(describe(summary.value));
  if (summary.value.failed.length > 0) throw new Error('Not all of it is here: run it again.');
  console.log(`Next: npm run index:build -- ${dir}`);
}

function describe({ fetched, alreadyThere, notAtSource, failed }: ScinSummary): string {
  const some = (names: readonly string[]): string =>
    `${names.slice(0, NAMES_SHOWN).join(', ')}${names.length > NAMES_SHOWN ? ', …' : ''}`;
  return [
    `${fetched} files fetched, ${alreadyThere} there from before.`,
    ...(notAtSource.length === 0
      ? []
      : [`${notAtSource.length} are not at the source: ${some(notAtSource)}`]),
    ...(failed.length === 0
      ? []
      : [`${failed.length} failed: ${some(failed.map(({ name, problem }) => `${name} (${problem})`))}`]),
  ].join('\n');
}

reportFailure(run());
