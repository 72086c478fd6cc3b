/**
 * `npm run reference:report -- DIR [--out FILE.md|FILE.json]`: what a set holds and lacks, before anybody relies on it: missing,
 * unlisted, duplicate and unusable pictures, labels outside the condition table, labels by skin type. Needs no engine.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createQualityTally,
  eachAtOnce,
  loadConditionTable,
  type QualityReport,
  type ReferenceDataset,
} from '../../src/retrieval';
import { findProjectRoot } from '../project-root';
import { describeQuality } from './describe-quality';
import { reportFailure } from './index-command';
import { openDatasets } from './open-datasets';
import { createProgressLine } from './progress';
import { qualityMarkdown } from './quality-markdown';
import { prepareReferencePicture } from './reference-tools';

const PICTURES_AT_ONCE = 4;

async function examine(dataset: ReferenceDataset): Promise<QualityReport> {
  const conditions = await loadConditionTable(join(findProjectRoot(), 'configs', 'data', 'conditions.csv'));
  const tally = createQualityTally(dataset, conditions);
  const line = createProgressLine(dataset.name, 'cases', process.stderr);
  const examined = new Set<string>();
  let casesRead = 0;
  await eachAtOnce(dataset.cases(), PICTURES_AT_ONCE, async (referenceCase) => {
    tally.addCase(referenceCase);
    for (const { path, sha256 } of referenceCase.pictures) {
      if (path === null || sha256 === null || examined.has(path)) continue;
      examined.add(path);
      const prepared = await prepareReferencePicture(await readFile(path), basename(path));
      const outcome = prepared.ok ? { ...prepared, value: prepared.value.sha256 } : prepared;
      tally.addPrepared(outcome, { fileSha256: sha256 });
    }
    casesRead += 1;
    line.show(casesRead, dataset.caseCount);
  });
  line.end();
  return tally.report();
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' } },
  });
  const [dir] = positionals;
  if (dir === undefined || positionals.length > 1) {
    throw new Error('Usage: npm run reference:report -- DIR [--out FILE.md|FILE.json]');
  }
  const [dataset] = await openDatasets([dir]);
  if (dataset === undefined) return;
  const report = await examine(dataset);
  if (values.out === undefined) console.log(qualityMarkdown(report));
  else {
    const isJson = extname(values.out) === '.json';
    await writeFile(values.out, `${isJson ? JSON.stringify(report, null, 2) : qualityMarkdown(report)}\n`);
    console.log(describeQuality(report.summary).join('\n'));
  }
}

reportFailure(run());
