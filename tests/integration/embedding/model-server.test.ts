import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type House, startHouse } from '../../support/house';
import { assessPictured, type ShownCase } from '../../support/house-operations';
import { goodPicture } from '../../support/house-pictures';
import { type KServeServer, startKServeServer, TINY_MODEL } from '../../support/kserve-server';

describe('a house whose model another machine runs', () => {
  let folder: string;
  let server: KServeServer;
  let house: House;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'manifest-'));
    const manifest = join(folder, 'tiny.yaml');
    await writeFile(manifest, stringify(TINY_MODEL));
    server = await startKServeServer();
    house = await startHouse({
      env: {
        EMBEDDING_URL: server.url,
        EMBEDDING_MANIFEST: manifest,
        EMBEDDING_DIMENSION: String(TINY_MODEL.dimension),
      },
    });
  }, 120_000);
  afterAll(async () => {
    await house.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  const assessWithPicture = async (): Promise<ShownCase> => assessPictured(house.client, await goodPicture());
  const limitationsOf = ({ assessment }: ShownCase): readonly string[] => assessment?.limitations ?? [];

  it('assesses a patient with the picture, and while the server is away without it', async () => {
    const before = server.batches.length;
    expect(limitationsOf(await assessWithPicture())).not.toContain('EMBEDDING_UNAVAILABLE');
    expect(server.batches.length).toBeGreaterThan(before);
    expect(server.breaches).toEqual([]);

    await server.close();
    const alone = await assessWithPicture();
    expect(limitationsOf(alone)).toContain('EMBEDDING_UNAVAILABLE');
    expect(alone.urgency).not.toBeNull();
    const ready = await fetch(`${house.url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      dependencies: expect.arrayContaining([
        expect.objectContaining({ name: 'embedding', status: 'down', required: false }),
      ]) as unknown,
      embedding: { provider: 'kserve', name: null, isFallback: false },
    });

    server = await startKServeServer(Number(new URL(server.url).port));
    expect(limitationsOf(await assessWithPicture())).not.toContain('EMBEDDING_UNAVAILABLE');
  }, 120_000);
});
