import { performance } from 'node:perf_hooks';
import { createEmbedder, type EmbeddingDevice } from '../../../src/embedding';
import { type TensorBatch } from '../../../src/embedding/inference-backend';
import { openBackend } from '../../../src/embedding/open-backend';
import { CHANNELS } from '../../../src/embedding/tensor';
import { seededRandom } from '../../seeded-random';
import { type BenchedModel } from '../embed/benched-models';
import { type DeviceFigures, measureBackend } from './measure-backend';

export interface BenchPlan {
  readonly batches: readonly number[];
  readonly roundMs: number;
  /** JPEG files, embedded again and again from bytes to vectors. */
  readonly pictures: readonly Buffer[];
}

export interface ModelOnDevice {
  readonly byBatch: readonly (DeviceFigures & { readonly count: number })[];
  readonly endToEndPerSecond: number;
  /** Of a few fixed tensors, to hold one device against another. */
  readonly vectors: readonly Float32Array[];
}

const COMPARED_TENSORS = 4;
const SEED = 20_261_123;

/** Measures one model on one device. Throws EmbeddingSetupError if it cannot run there. */
export async function benchModel(
  { manifest, modelDir }: BenchedModel,
  device: EmbeddingDevice,
  { batches, roundMs, pictures }: BenchPlan,
): Promise<ModelOnDevice> {
  const maxBatch = Math.max(...batches);
  const batchOf = randomTensors(manifest.sizePx, Math.max(maxBatch, COMPARED_TENSORS));
  const { backend } = await openBackend({ manifest, modelDir, device, maxBatch });
  const byBatch = [];
  for (const count of batches) {
    await backend.infer(batchOf(count)); // the first run of a size is slow
    const round = { count, forMs: roundMs, batchOf, nowMs: () => performance.now() };
    byBatch.push({ count, ...(await measureBackend(backend, round)) });
  }
  const vectors = await backend.infer(batchOf(COMPARED_TENSORS));
  await backend.close();
  const endToEndPerSecond = await benchEndToEnd({ manifest, modelDir }, device, { pictures, roundMs });
  return { byBatch, endToEndPerSecond, vectors };
}

/** As a server would: from files to vectors, with the batches that are usual on the device. */
async function benchEndToEnd(
  { manifest, modelDir }: BenchedModel,
  device: EmbeddingDevice,
  { pictures, roundMs }: Pick<BenchPlan, 'pictures' | 'roundMs'>,
): Promise<number> {
  const expectedDimension = manifest.dimension;
  const embedder = await createEmbedder({ manifest, modelDir, device, expectedDimension });
  await embedder.embed(pictures.slice(0, 1));
  const startedMs = performance.now();
  let embedded = 0;
  do {
    embedded += (await embedder.embed(pictures)).length;
  } while (performance.now() - startedMs < roundMs);
  const perSecond = (1000 * embedded) / (performance.now() - startedMs);
  await embedder.close();
  return perSecond;
}

/** The same values for the same place of a batch, copied out of one block: drawing them anew would be measured too. */
function randomTensors(sizePx: number, most: number): (count: number) => TensorBatch {
  const length = CHANNELS * sizePx * sizePx;
  const random = seededRandom(SEED);
  const values = Float32Array.from({ length: most * length }, () => random.between(-1, 1));
  return (count) => ({ count, values: values.slice(0, count * length) });
}
