/**
 * `npm run eval:embedding -- DIR [--manifest FILE]… [--candidates] [--out FILE]`: how well an embedding tells malignant lesions
 * from others, by the nearest neighbours and by a linear probe, both without any record of the same patient. Without
 * `--manifest` it asks the default model; `--candidates` measures what it was weighed against too. Prints markdown.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadManifest } from '../../src/embedding';
import { verifiedModelPath } from '../../src/embedding/model-file';
import { loadConditionTable } from '../../src/retrieval';
import { loadBackbone } from '../models/backbone/weights';
import { DEFAULT_MANIFEST, modelFolder, writeDefaultModel } from '../models/default-model';
import { buildModel, INPUT_NAME, OUTPUT_NAME } from '../models/recipe';
import { findProjectRoot } from '../project-root';
import { CANDIDATES } from './embedding/candidates';
import { isMalignant, type LabelledPicture, labelledPictures } from './embedding/labelled-pictures';
import { measure, nearestByCondition } from './embedding/measure';
import { byConditionTable, figuresTable, type MeasuredModel } from './embedding/report';
import { gramOf, unit } from './embedding/rows';
import { type ModelInterface, runModel } from './embedding/run-model';

interface Options {
  readonly dir: string;
  readonly manifests: readonly string[];
  readonly hasCandidates: boolean;
}

async function evaluate({ dir, manifests, hasCandidates }: Options): Promise<string> {
  const root = findProjectRoot();
  const table = await loadConditionTable(join(root, 'configs', 'data', 'conditions.csv'));
  const pictures = await labelledPictures(dir, table);
  const patients = new Set(pictures.map(({ patientId }) => patientId)).size;
  const sections = [
    `${pictures.length} pictures of ${patients} patients, ${pictures.filter(isMalignant).length} malignant.`,
  ];
  await writeDefaultModel(modelFolder(process.env));
  for (const path of manifests.length === 0 ? [DEFAULT_MANIFEST] : manifests) {
    sections.push(...(await measureShipped(resolve(path), pictures)));
  }
  if (hasCandidates) sections.push(await measureCandidates(pictures));
  return sections.join('\n\n');
}

/** A model as its manifest pins it: nothing in it is fitted anew. */
async function measureShipped(path: string, pictures: readonly LabelledPicture[]): Promise<string[]> {
  const manifest = await loadManifest(path);
  progress(manifest.name);
  const model = await verifiedModelPath(manifest, modelFolder(process.env));
  const { rows, msPerPicture } = await runModel(model.path, manifest, pictures);
  const gram = gramOf(rows.map(unit));
  const figures = measure(pictures, () => gram);
  return [
    `## ${manifest.name}, as shipped`,
    figuresTable([{ title: manifest.name, length: manifest.dimension, msPerPicture, figures }]),
    byConditionTable(nearestByCondition(pictures, gram)),
  ];
}

/** Each graph without its fit; what is fitted to pictures is fitted in every fold anew, without the held patients. */
async function measureCandidates(pictures: readonly LabelledPicture[]): Promise<string> {
  const backbone = await loadBackbone();
  const described: ModelInterface = {
    ...(await loadManifest(DEFAULT_MANIFEST)),
    inputName: INPUT_NAME,
    outputName: OUTPUT_NAME,
  };
  const labels = pictures.map(({ condition }) => condition);
  const measured: MeasuredModel[] = [];
  for (const { title, recipe, fit, isMirroredToo } of CANDIDATES) {
    progress(title);
    const bare = buildModel(recipe, backbone, null);
    const { rows, msPerPicture } = await runModel(bare, described, pictures, isMirroredToo);
    const vectorsOf = (training: readonly number[]) => fit(rows, training, labels).map(unit);
    const everything = vectorsOf(pictures.map((_, place) => place));
    const figures = measure(pictures, ({ training }) => gramOf(vectorsOf(training)));
    measured.push({ title, length: everything[0]?.length ?? 0, msPerPicture, figures });
  }
  return `## Candidates, refitted in every fold\n\n${figuresTable(measured)}`;
}

function progress(title: string): void {
  process.stderr.write(`${title} …\n`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      manifest: { type: 'string', multiple: true },
      candidates: { type: 'boolean' },
      out: { type: 'string' },
    },
  });
  const [dir] = positionals;
  if (dir === undefined) {
    throw new Error('Usage: npm run eval:embedding -- DIR [--manifest FILE]… [--candidates] [--out FILE]');
  }
  const { manifest: manifests = [], candidates: hasCandidates = false, out } = values;
  const report = `${await evaluate({ dir, manifests, hasCandidates })}\n`;
  if (out !== undefined) await writeFile(out, report);
  process.stdout.write(report);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
