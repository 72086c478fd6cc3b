import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_MANIFEST, writeDefaultModel } from '../../../scripts/models/default-model';
import {
  createEmbedder,
  EmbeddingBusyError,
  EmbeddingDevice,
  loadManifest,
  type ModelManifest,
} from '../../../src/embedding';
import { openOnnxBackend } from '../../../src/embedding/adapters/onnx-backend';
import { type EmbedderOptions } from '../../../src/embedding/embedder';
import { preparerOf } from '../../../src/embedding/preprocessing/prepare';
import { noise } from '../../support/pictures';

let modelDir: string;
let manifest: ModelManifest;
let pictures: Buffer[];

beforeAll(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'models-'));
  await writeDefaultModel(modelDir);
  manifest = await loadManifest(DEFAULT_MANIFEST);
  pictures = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      noise(120 + i, 100)
        .blur(0.5 + i)
        .png()
        .toBuffer(),
    ),
  );
});
afterAll(() => rm(modelDir, { recursive: true }));

const device = EmbeddingDevice.CPU;
const open = (change: Partial<EmbedderOptions>) =>
  createEmbedder({ manifest, modelDir, device, expectedDimension: manifest.dimension, ...change });

describe('the default model in batches', () => {
  it('gives every picture the vector that it gives it alone, whatever the batch and its order', async () => {
    const plan = { sessions: 1, intraOpThreads: 1 };
    const backend = await openOnnxBackend({
      manifest,
      modelPath: join(modelDir, manifest.file),
      device,
      maxBatch: 12,
      plan,
    });
    const tensors = await Promise.all(pictures.map(preparerOf(manifest)));
    const joined = (batch: readonly Float32Array[]) => ({
      count: batch.length,
      values: Float32Array.from(batch.flatMap((tensor) => [...tensor])),
    });
    const alone = await Promise.all(tensors.map((tensor) => backend.infer(joined([tensor]))));
    const together = await backend.infer(joined(tensors));
    const backwards = await backend.infer(joined([...tensors].reverse()));
    alone.forEach(([vector], i) => {
      expect(farthest(vector, together[i])).toBeLessThan(1e-5);
      expect(farthest(vector, backwards[tensors.length - 1 - i])).toBeLessThan(1e-5);
    });
    await backend.close();
  });

  it('is given what comes at once in batches, up to the bound, and each call its own', async () => {
    const sizes: number[] = [];
    const embedder = await open({
      maxBatch: 4,
      batchWaitMs: 1000,
      plan: { sessions: 1, intraOpThreads: 1 },
      observer: { onBatch: ({ size }) => sizes.push(size) },
    });
    const [first] = await embedder.embed(pictures.slice(0, 1));
    const calls = await Promise.all(pictures.map((picture) => embedder.embed([picture])));
    expect(Math.max(...sizes)).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(13);
    expect(farthest(first, calls[0]?.[0])).toBeLessThan(1e-5);
    await embedder.close();
  });
});

describe('an embedder that more is asked of than it can hold', () => {
  it('refuses at once what is too much, answers the rest, and takes more once it has', async () => {
    const embedder = await open({ maxQueue: 3 });
    const calls = await Promise.allSettled(pictures.map((picture) => embedder.embed([picture])));
    expect(calls.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 3 }, () => 'fulfilled'),
      ...Array.from({ length: 9 }, () => 'rejected'),
    ]);
    expect(calls[3]).toMatchObject({ reason: expect.any(EmbeddingBusyError) as unknown });
    expect(await embedder.embed(pictures.slice(0, 1))).toHaveLength(1);
    await embedder.close();
  });

  it('takes one call of any length, a part at a time', async () => {
    const embedder = await open({ maxQueue: 3 });
    expect(await embedder.embed(pictures)).toHaveLength(12);
    await embedder.close();
  });

  it('lets a picture that cannot be decoded fail its own call and no other', async () => {
    const embedder = await open({ maxBatch: 4 });
    const [bad, good] = await Promise.allSettled([
      embedder.embed([Buffer.from('no picture')]),
      embedder.embed(pictures),
    ]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
    await embedder.close();
  });
});

function farthest(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) throw new Error('No vector.');
  return Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN))));
}
