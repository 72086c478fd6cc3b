/**
 * `measure-statistics FOLDER ATTRIBUTION`: measures the default model's mean and deviation over a folder of pictures and writes them
 * to its statistics file. The shipped ones were measured over PAD-UFES-20; new ones make a new model (name, digest, index).
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { preparerOf } from '../../src/embedding/preprocessing/prepare';
import { loadManifest } from '../../src/embedding';
import { DEFAULT_MANIFEST, STATISTICS_FILE } from './default-model';
import { loadBackbone } from './backbone/weights';
import { LESION_MODEL } from './lesion-model';
import { buildModel, INPUT_NAME, lengthOf, OUTPUT_NAME } from './recipe';

/** A value that hardly varies says little; dividing by its tiny deviation would make noise of it. */
const LEAST_DEVIATION = 1e-3;

async function describePictures(folder: string): Promise<Float32Array[]> {
  const manifest = await loadManifest(DEFAULT_MANIFEST);
  const prepare = preparerOf(manifest);
  const { sizePx } = manifest;
  const session = await InferenceSession.create(buildModel(LESION_MODEL, await loadBackbone(), null));
  const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|webp)$/i.test(name)).sort();
  const rows: Float32Array[] = [];
  for (const name of names) {
    const values = await prepare(await readFile(join(folder, name)));
    const input = new Tensor('float32', values, [1, 3, sizePx, sizePx]);
    const output = (await session.run({ [INPUT_NAME]: input }))[OUTPUT_NAME];
    rows.push(new Float32Array(output?.data as Float32Array));
  }
  return rows;
}

function momentsOf(rows: readonly Float32Array[], column: number): { mean: number; deviation: number } {
  const values = rows.map((row) => row[column] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean: rounded(mean), deviation: rounded(Math.max(Math.sqrt(variance), LEAST_DEVIATION)) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

async function measure([folder, attribution]: readonly string[]): Promise<void> {
  if (folder === undefined || attribution === undefined) {
    throw new Error('Usage: measure-statistics FOLDER-OF-PICTURES ATTRIBUTION');
  }
  const rows = await describePictures(folder);
  if (rows.length < 2) throw new Error(`${folder} holds fewer than two pictures.`);
  const columns = Array.from({ length: lengthOf(LESION_MODEL) }, (_, column) => momentsOf(rows, column));
  const statistics = {
    measuredOver: `${rows.length} pictures of ${attribution}`,
    mean: columns.map((column) => column.mean),
    deviation: columns.map((column) => column.deviation),
  };
  await writeFile(STATISTICS_FILE, `${JSON.stringify(statistics)}\n`);
  console.log(`Measured ${rows.length} pictures into ${STATISTICS_FILE}.`);
}

measure(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
