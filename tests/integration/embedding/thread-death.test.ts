import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { DEFAULT_MANIFEST, writeDefaultModel } from '../../../scripts/models/default-model';
import { createEmbedder, EmbeddingDevice, loadManifest } from '../../../src/embedding';
import { noise } from '../../support/pictures';

describe('an embedder whose threads die', () => {
  it('answers the next call by new ones, and alike', async () => {
    const pools = new Set<Piscina>();
    const run = jest.spyOn(Piscina.prototype, 'run');
    const modelDir = await mkdtemp(join(tmpdir(), 'models-'));
    await writeDefaultModel(modelDir);
    const embedder = await createEmbedder({
      manifest: await loadManifest(DEFAULT_MANIFEST),
      modelDir,
      device: EmbeddingDevice.CPU,
      expectedDimension: 768,
    });
    for (const pool of run.mock.contexts) pools.add(pool as Piscina);
    run.mockRestore();
    const picture = await noise(200, 200).png().toBuffer();
    const before = await embedder.embed([picture]);

    expect([...pools].map(({ options }) => options.name).sort()).toEqual(['infer', 'preprocess']);
    for (const pool of pools) {
      // Each is answered or rejected: nobody waits for a thread that is gone.
      const underWay = Promise.allSettled(Array.from({ length: 6 }, () => embedder.embed([picture])));
      await Promise.all(pool.threads.map((thread) => thread.terminate()));
      expect(await underWay).toHaveLength(6);
      expect(await embedder.embed([picture])).toEqual(before);
    }
    await embedder.close();
    await rm(modelDir, { recursive: true });
  });
});
