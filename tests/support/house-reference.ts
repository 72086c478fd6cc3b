import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Embedder } from '../../src/embedding';
import { preparePicture } from '../../src/imaging';
import { createChromaIndex, loadConditionTable, loadReference, openDataset } from '../../src/retrieval';
import { drawDemoSet } from '../../scripts/reference/demo/draw-demo-set';
import { requireTestEnv, TestEnv } from './engines';

/** Brings the drawn demonstration set into the run's own Chroma, unless another test of this run already did. */
export async function ensureReferenceSet(embedder: Embedder): Promise<void> {
  const index = createChromaIndex(requireTestEnv(TestEnv.CHROMA_URL));
  if ((await index.readActive(embedder.model.space)) !== null) return;
  const dir = await mkdtemp(join(tmpdir(), 'demo-set-'));
  try {
    await drawDemoSet(dir);
    const dataset = await openDataset(dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const conditions = await loadConditionTable(resolve('configs/data/conditions.csv'));
    const clock = { now: () => new Date() };
    const tools = { embedder, conditions, preparePicture: (bytes: Buffer) => preparePicture(bytes) };
    await loadReference({ ...tools, index, clock }, [dataset.value]);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
