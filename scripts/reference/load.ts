/**
 * `npm run reference:load -- [DIR]`: brings a reference folder into the index and makes it the one in use. Without DIR:
 * REFERENCE_DATA_DIR, else the demonstration set, which is drawn first. Into the Chroma of CHROMA_URL, else into that of the
 * data folder. Fast when there is nothing to do.
 */
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  createChromaIndex,
  findLoaded,
  loadReference,
  openDataset,
  type LoadProgress,
  type LoadReport,
} from '../../src/retrieval';
import { systemClock } from '../../src/time';
import { useEngine } from '../engines/use-engine';
import { dataDirectory } from '../project-root';
import { drawDemoSet } from './draw-demo-set';
import { createProgressLine } from './progress';
import { chosenManifest, openReferenceTools } from './reference-tools';

async function load(env: NodeJS.ProcessEnv, named: string | undefined, chromaUrl: string): Promise<void> {
  const dataset = await openDataset(await chooseFolder(env, named));
  if (!dataset.ok) throw new Error(dataset.error);

  const index = createChromaIndex(chromaUrl);
  const manifest = await chosenManifest(env);
  const { name, sha256, dimension } = manifest;
  if (sha256 !== null && (await findLoaded(index, { name, sha256, dimension }, dataset.value)) !== null) {
    console.log(`Reference set ${dataset.value.name}: already loaded.`);
    return;
  }
  const tools = await openReferenceTools(env);
  const line = createProgressLine(`Reference set ${dataset.value.name}`);
  try {
    const onProgress = (progress: LoadProgress): void => line.show(progress);
    const report = await loadReference({ ...tools, index, clock: systemClock, onProgress }, dataset.value);
    line.end();
    console.log(describe(report));
  } finally {
    line.end();
    await tools.close();
  }
}

async function chooseFolder(env: NodeJS.ProcessEnv, named: string | undefined): Promise<string> {
  const wanted = named ?? env.REFERENCE_DATA_DIR;
  if (wanted !== undefined && wanted !== '') return resolve(wanted);
  const demo = join(dataDirectory(env), 'reference', 'demo-synthetic');
  const drawn = await access(demo).then(
    () => true,
    () => false,
  );
  if (!drawn) await drawDemoSet(demo);
  return demo;
}

function describe(report: LoadReport): string {
  const { description, skipped } = report;
  const reasons = Object.entries(skipped).filter(([, count]) => count > 0);
  return [
    `In use: ${description.name}, ${description.pictureCount} pictures and ${description.findingsCount} cases with findings.`,
    `Read ${report.casesRead} cases: ${report.picturesAdded} pictures and ${report.findingsAdded} findings added,`,
    `${report.alreadyPresent} there from before.`,
    ...(reasons.length === 0
      ? []
      : [`Left out: ${reasons.map(([reason, count]) => `${count} ${reason}`).join(', ')}.`]),
  ].join(' ');
}

useEngine(process.env, 'CHROMA_URL', (url) => load(process.env, process.argv[2], url)).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
