import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { DEFAULT_MANIFEST, writeDefaultModel } from '../../../scripts/models/default-model';
import {
  createEmbedder,
  type Embedder,
  EmbeddingDevice,
  EmbeddingSetupError,
  loadManifest,
  type ModelManifest,
} from '../../../src/embedding';
import { noise, plain } from '../../support/pictures';

let modelDir: string;
let manifest: ModelManifest;

beforeAll(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'models-'));
  await writeDefaultModel(modelDir);
  manifest = await loadManifest(DEFAULT_MANIFEST);
});
afterAll(() => rm(modelDir, { recursive: true }));

describe('the default model', () => {
  let embedder: Embedder;
  let pictures: Buffer[];

  beforeAll(async () => {
    embedder = await createEmbedder({
      manifest,
      modelDir,
      device: EmbeddingDevice.CPU,
      expectedDimension: 768,
    });
    pictures = await Promise.all([
      noise(300, 300).jpeg().toBuffer(),
      noise(300, 300).blur(4).png().toBuffer(),
      plain(300, 200, [120, 80, 60]).webp().toBuffer(),
    ]);
  });
  afterAll(() => embedder.close());

  it('is built once: a second build changes nothing', async () => {
    expect(await writeDefaultModel(modelDir)).toMatchObject({ written: false });
  });

  it('is known by the digest of its file', () => {
    expect(embedder.model).toEqual({
      name: 'lesion-1',
      sha256: manifest.sha256,
      dimension: 768,
      licence: manifest.licence,
      provider: 'cpu',
      space: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('gives one unit vector per picture', async () => {
    const vectors = await embedder.embed(pictures);
    expect(vectors.map((vector) => vector.length)).toEqual([768, 768, 768]);
    for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 5);
  });

  it('gives a picture the same vector alone, again, and in a batch larger than one run', async () => {
    const [alone] = await embedder.embed(pictures.slice(1, 2));
    const batch = await embedder.embed(Array.from({ length: 20 }, (_, i) => pictures[i % 2] ?? Buffer.of()));
    expect(batch).toHaveLength(20);
    expect(dot(alone, batch[1])).toBeCloseTo(1, 5);
    expect(dot(alone, batch[19])).toBeCloseTo(1, 5);
    expect(dot(alone, batch[0])).toBeLessThan(0.9);
  });

  it('sees hardly a difference when a picture is turned or the light changes its colour', async () => {
    const scene = await noise(300, 300)
      .blur(6)
      .composite([{ input: await plain(90, 90, [90, 50, 40]).png().toBuffer(), left: 100, top: 100 }])
      .png()
      .toBuffer();
    const [original, turned, warmer] = await embedder.embed([
      scene,
      await sharp(scene).rotate(90).png().toBuffer(),
      await sharp(scene).linear([1.2, 1, 0.8], [0, 0, 0]).png().toBuffer(),
    ]);
    const [other] = await embedder.embed(pictures.slice(0, 1));
    expect(dot(original, turned)).toBeGreaterThan(0.9);
    expect(dot(original, warmer)).toBeGreaterThan(0.9);
    expect(dot(original, other)).toBeLessThan(0.7);
  });

  it('answers calls that are made at once, each with its own', async () => {
    const calls = await Promise.all(pictures.map((picture) => embedder.embed([picture])));
    const together = await embedder.embed(pictures);
    calls.forEach(([vector], i) => expect(dot(vector, together[i])).toBeCloseTo(1, 5));
  });

  it('gives nothing for nothing, and rejects what is no picture', async () => {
    expect(await embedder.embed([])).toEqual([]);
    await expect(embedder.embed([Buffer.from('no picture')])).rejects.toThrow();
    await expect(embedder.embed(pictures)).resolves.toHaveLength(3);
  });
});

describe('createEmbedder', () => {
  const open = (change: Partial<ModelManifest>, device: EmbeddingDevice = EmbeddingDevice.CPU) =>
    createEmbedder({ manifest: { ...manifest, ...change }, modelDir, device, expectedDimension: 768 });

  it('refuses a model of another dimension than the index', async () => {
    const options = { manifest, modelDir, device: EmbeddingDevice.CPU, expectedDimension: 1152 };
    await expect(createEmbedder(options)).rejects.toThrow(/EMBEDDING_DIMENSION is 1152.*gives 768/);
  });

  it('refuses a file that is not the pinned one, that is missing, or that nobody pinned', async () => {
    await expect(open({ sha256: '0'.repeat(64) })).rejects.toThrow(/is not the one of its manifest/);
    await expect(open({ file: 'none.onnx' })).rejects.toThrow(/cannot be read/);
    await expect(open({ sha256: null })).rejects.toThrow(/pins no sha256/);
  });

  it('refuses a file that was changed after it was built', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'models-'));
    const { path } = await writeDefaultModel(dir);
    await appendFile(path, '\0');
    const options = { manifest, modelDir: dir, device: EmbeddingDevice.CPU, expectedDimension: 768 };
    await expect(createEmbedder(options)).rejects.toThrow(EmbeddingSetupError);
    expect(await writeDefaultModel(dir)).toMatchObject({ written: true });
    await rm(dir, { recursive: true });
  });

  it.each([
    ['input', { inputName: 'none' }],
    ['output', { outputName: 'none' }],
    ['size', { sizePx: 225 }],
  ])('refuses a graph that has no such %s', async (_name, change) => {
    await expect(open(change)).rejects.toThrow(EmbeddingSetupError);
  });

  it('takes the CPU for "auto" and says why, but never for "cuda"', async () => {
    const reasons: string[] = [];
    const embedder = await createEmbedder({
      manifest,
      modelDir,
      device: EmbeddingDevice.AUTO,
      expectedDimension: 768,
      onFallback: (reason) => reasons.push(reason),
    });
    await embedder.close();
    const onCuda = await open({}, EmbeddingDevice.CUDA).then(
      (opened) => opened.close().then(() => 'cuda'),
      (error: unknown) => error,
    );
    if (embedder.model.provider === 'cuda') expect([reasons, onCuda]).toEqual([[], 'cuda']);
    else {
      expect(reasons).toEqual([expect.stringMatching(/CUDA/i)]);
      expect(onCuda).toBeInstanceOf(EmbeddingSetupError);
    }
  });

  it('answers what it was given before it closes, and refuses what comes later', async () => {
    const embedder = await open({});
    const picture = await noise(64, 64).png().toBuffer();
    await expect(embedder.embed([picture])).resolves.toHaveLength(1);
    await Promise.all([embedder.close(), embedder.close()]);
    await expect(embedder.embed([picture])).rejects.toThrow('closed');
  });
});

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) throw new Error('No vector.');
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
