/**
 * `npm run bench:device [-- --seconds 3] [--batches 1,8,32] [--models default,vit]`: what the CPU and, where there is one, the
 * graphics card do with the default model and with one in the shape of SigLIP-2 base: pictures a second and the time of a
 * call on ready tensors, pictures a second from JPEG bytes, and how far the card's vectors are from the CPU's. Without a card
 * it says what is missing and measures the CPU alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddingDevice, EmbeddingSetupError } from '../../src/embedding';
import { readGpuFacts } from '../../src/embedding/gpu-facts';
import { markdownTable } from '../markdown-table';
import { benchModel, type BenchPlan, type ModelOnDevice } from './device/bench-model';
import { leastCosine } from './device/measure-backend';
import { type BenchedModel, benchedModel, MODEL_NAMES } from './embed/benched-models';
import { drawPictures, PictureSet, readPictures } from './embed/pictures';

const HEADING = [
  'model',
  'device',
  'batch',
  'pictures/s',
  'p50 ms',
  'p95 ms',
  'from JPEG, pictures/s',
  'least cosine with CPU',
];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '3' },
      batches: { type: 'string', default: '1,8,32' },
      models: { type: 'string', default: MODEL_NAMES.join() },
    },
  });
  const gpu = await readGpuFacts();
  console.log(`CPU: ${os.cpus()[0]?.model ?? 'unknown'}, ${os.availableParallelism()} threads`);
  console.log(`Card: ${gpu === null ? 'nvidia-smi names none' : `${gpu.name}, ${gpu.memoryMiB ?? '?'} MiB`}`);
  const plan: BenchPlan = {
    batches: values.batches.split(',').map(Number),
    roundMs: 1000 * Number(values.seconds),
    pictures: await drawnPictures(),
  };
  const rows: string[][] = [];
  for (const name of values.models.split(',')) {
    const model = await benchedModel(name);
    const onCpu = await benchModel(model, EmbeddingDevice.CPU, plan);
    rows.push(...rowsOf(model, 'CPU', onCpu, ''));
    const onCard = await onCudaOrNull(model, plan);
    if (onCard !== null) {
      rows.push(...rowsOf(model, 'CUDA', onCard, leastCosine(onCpu.vectors, onCard.vectors).toFixed(6)));
    }
  }
  console.log(`\n${markdownTable(HEADING, rows)}`);
}

let hasSaidWhatIsMissing = false;

/** Null, with what is missing on the terminal, where the model cannot run on CUDA. */
async function onCudaOrNull(model: BenchedModel, plan: BenchPlan): Promise<ModelOnDevice | null> {
  try {
    return await benchModel(model, EmbeddingDevice.CUDA, plan);
  } catch (error) {
    if (!(error instanceof EmbeddingSetupError)) throw error;
    if (!hasSaidWhatIsMissing) console.log(`\nThe CPU alone is measured. ${error.message}`);
    hasSaidWhatIsMissing = true;
    return null;
  }
}

function rowsOf(
  { manifest }: BenchedModel,
  device: string,
  measured: ModelOnDevice,
  cosine: string,
): string[][] {
  return measured.byBatch.map(({ count, picturesPerSecond, p50Ms, p95Ms }, i) => [
    ...[manifest.name, device, String(count)],
    ...[picturesPerSecond, p50Ms, p95Ms].map(rounded),
    ...(i === 0 ? [rounded(measured.endToEndPerSecond), cosine] : ['', '']),
  ]);
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}

async function drawnPictures(): Promise<Buffer[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-device-'));
  try {
    await drawPictures(folder, PictureSet.SMALL);
    return await readPictures(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
