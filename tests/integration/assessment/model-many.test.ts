import { startLoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { type House, startHouse } from '../../support/house';
import { eventually, modelSettings, openQuestions, revisionsOf } from '../../support/house-model';
import { submit } from '../../support/house-operations';

const CASES = 20;
const CONCURRENCY = 4;

/** The short form of `npm run bench:model`: what it measures at length is counted here. */
describe('many questions to a language model that thinks long', () => {
  let house: House;
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;

  beforeAll(async () => {
    loopback = await startLoopbackMedGemma({ slowMs: 500 });
    const settings = { MEDGEMMA_CONCURRENCY: String(CONCURRENCY), MEDGEMMA_TIMEOUT_MS: '20000' };
    house = await startHouse({ env: modelSettings(loopback.url, settings) });
    loopback.behave('SLOW');
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await loopback.close();
  });

  it('are all answered once, while new cases are assessed beside them', async () => {
    const { prisma } = house.engines;
    const submitted = await Promise.all(Array.from({ length: CASES }, () => submit(house.client)));
    await loopback.waitForRequests(1);
    const late = await submit(house.client);
    expect(late.status).toBe('AWAITING_REVIEW');

    await eventually(async () => (await openQuestions(prisma)) === 0);
    for (const { id } of [...submitted, late]) {
      const revisions = await revisionsOf(prisma, id);
      expect(revisions.map(({ source }) => source)).toEqual(['EVIDENCE', 'MEDGEMMA']);
    }
    expect(loopback.requests).toHaveLength(CASES + 1);
    expect(await prisma.modelCall.count()).toBe(CASES + 1);
  }, 120_000);
});
