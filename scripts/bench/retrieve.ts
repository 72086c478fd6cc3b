/**
 * `npm run bench:retrieve [-- --sizes 10000,100000]`: how fast and how faithfully the reference index finds neighbours, at
 * 1 and 32 clients, beside exact search in this process; and how fast the loader fills it, beside Chroma's own bulk add of
 * the same records. Vectors of 768, drawn by a seed; a Chroma of its own that is thrown away.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createChromaIndex, loadConditionTable, type ReferenceDataset } from '../../src/retrieval';
import { findProjectRoot } from '../project-root';
import { drawVectors, Spread } from './retrieve/clustered-vectors';
import { type IngestionFigures, measureBulkAdd, measureLoader } from './retrieve/measure-ingestion';
import { readVector, readyVectorTools, writeReadyVectors } from './retrieve/ready-vectors';
import { type ScratchChroma, startScratchChroma } from '../engines/scratch-chroma';
import { compareSearches, type ComparedSearch } from './retrieve/compare-searches';

const DIMENSION = 768;
const QUERIES = 640;
const [WORLD_SEED, DRAW_SEED, QUERY_SEED] = [1, 2, 3];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string', default: '10000,100000' },
      spread: { type: 'string', default: Spread.CLUSTERED },
    },
  });
  const spread = Object.values(Spread).find((one) => one === values.spread);
  const sizes = values.sizes.split(',').map(Number);
  if (spread === undefined || sizes.some((size) => !(size > 0))) {
    throw new Error('Usage: npm run bench:retrieve [-- --sizes 10000,100000] [--spread clustered|uniform]');
  }
  for (const size of sizes) await measure(size, spread);
}

async function measure(size: number, spread: Spread): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'patient-advocacy-vectors-'));
  const chroma = await startScratchChroma();
  try {
    console.log(`\n${size} vectors of ${DIMENSION}, ${spread}: drawing and writing them …`);
    const world = { spread, dimension: DIMENSION, worldSeed: WORLD_SEED };
    const vectors = drawVectors({ ...world, count: size, drawSeed: DRAW_SEED });
    const queries = drawVectors({ ...world, count: QUERIES, drawSeed: QUERY_SEED });
    const { collection, figures } = await fill(chroma, writeReadyVectors(dir, vectors));
    printIngestion(figures);
    printSearches(
      await compareSearches({ chroma, index: createChromaIndex(chroma.url), collection, vectors, queries }),
    );
  } finally {
    await chroma.remove();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function fill(
  chroma: ScratchChroma,
  dataset: ReferenceDataset,
): Promise<{ collection: string; figures: Readonly<Record<string, IngestionFigures>> }> {
  const conditions = await loadConditionTable(path.join(findProjectRoot(), 'configs/data/conditions.csv'));
  const tools = { ...readyVectorTools(DIMENSION), conditions };
  const { collection, figures, records } = await measureLoader(chroma, tools, dataset);
  return {
    collection,
    figures: {
      'this loader': figures,
      'bulk add from the same files': await measureBulkAdd(chroma, records, ({ facts }) =>
        readVector(dataset, facts.sourceId),
      ),
      'bulk add from memory': await measureBulkAdd(chroma, records, ({ vector }) => Promise.resolve(vector)),
    },
  };
}

function printIngestion(figures: Readonly<Record<string, IngestionFigures>>): void {
  const [ours] = Object.values(figures);
  if (ours === undefined) return;
  console.log('\nFilling; × is the rate of this loader as a part of the other.');
  console.table(
    Object.fromEntries(
      Object.entries(figures).map(([name, one]) => [
        name,
        {
          'records/s': Math.round(one.recordsPerSecond),
          '×': round(ours.recordsPerSecond / one.recordsPerSecond),
          'CPU ms a record': round(one.cpuMsPerRecord),
          'CPU ×': round(one.cpuMsPerRecord / ours.cpuMsPerRecord),
        },
      ]),
    ),
  );
}

function printSearches(searches: readonly ComparedSearch[]): void {
  console.log(`\nFinding, ${QUERIES} queries each.`);
  console.table(
    searches.map(({ way, clients, p50Ms, p95Ms, queriesPerSecond, cpuMsPerQuery, recallAt10 }) => ({
      way,
      clients,
      'p50 ms': round(p50Ms),
      'p95 ms': round(p95Ms),
      'queries/s': Math.round(queriesPerSecond),
      'CPU ms a query': round(cpuMsPerQuery),
      'recall@10': Number(recallAt10.toFixed(4)),
    })),
  );
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
