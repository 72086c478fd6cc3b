import { type EmbeddingReport } from '../../../src/observability';
import { type House, startHouse } from '../../support/house';
import { assessPictured } from '../../support/house-operations';
import { goodPicture } from '../../support/house-pictures';

describe('a house that has assessed one patient with a picture', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
    await assessPictured(house.client, await goodPicture());
  }, 120_000);
  afterAll(() => house.close());

  it('has counted the picture, the search and what the assessment had to do without', async () => {
    const page = await fetch(`${house.url}/metrics`);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toMatch(/^paa_embedding_run_seconds_count [1-9]/m);
    expect(text).toMatch(/^paa_embedding_queue_pictures 0$/m);
    expect(text).toMatch(/^paa_retrieval_seconds_count\{outcome="[A-Z_]+"\} [1-9]/m);
    expect(text).toMatch(/^paa_limitations_total\{limitation="MEDGEMMA_STAND_IN"\} [1-9]/m);
    expect(text).toMatch(/^paa_embedding_device_info\{provider="(cpu|cuda)",name=".+"\} 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds/m);
  });

  it('says which device embeds, and that it is up', async () => {
    const ready = (await (await fetch(`${house.url}/health/ready`)).json()) as {
      dependencies: unknown[];
      embedding: EmbeddingReport;
    };
    expect(ready.dependencies).toContainEqual({ name: 'embedding', status: 'up', required: false });
    const { provider, name, memoryMiB, isFallback } = ready.embedding;
    expect(provider).toBe(house.engines.embedder.model.provider);
    const isOnCard = provider === 'cuda';
    expect([name !== null, memoryMiB !== null, isFallback]).toEqual([isOnCard, isOnCard, !isOnCard]);
  });
});
