import { startLoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { type House, startHouse } from '../../support/house';
import { eventually, modelSettings, settledRevisionsOf } from '../../support/house-model';
import { submit } from '../../support/house-operations';

const RETRY_AFTER_SECONDS = 3;

describe('a language model that is away', () => {
  let house: House;
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;

  beforeEach(async () => {
    loopback = await startLoopbackMedGemma({ retryAfterSeconds: RETRY_AFTER_SECONDS });
    house = await startHouse({ env: modelSettings(loopback.url, { MEDGEMMA_GIVE_UP_MS: '120000' }) });
  }, 60_000);
  afterEach(async () => {
    await house.close();
    await loopback.close();
  });

  const sourcesOf = async (caseId: string): Promise<string[]> =>
    (await settledRevisionsOf(house.engines.prisma, caseId)).map(({ source }) => source);
  const isCircuitOpen = async (): Promise<boolean> =>
    (await (await fetch(`${house.url}/metrics`)).text()).includes('paa_model_breaker_open 1');

  it('is left alone until it comes back; no case waits for it, and none goes without', async () => {
    loopback.behave('SERVER_ERROR');
    const first = await Promise.all(Array.from({ length: 6 }, () => submit(house.client)));
    await eventually(isCircuitOpen);
    const later = await submit(house.client);
    expect(later.status).toBe('AWAITING_REVIEW');
    expect(later.assessment?.limitations).toContain('MEDGEMMA_PENDING');

    loopback.behave('GOOD');
    for (const { id } of [...first, later]) expect(await sourcesOf(id)).toEqual(['EVIDENCE', 'MEDGEMMA']);
    expect(await isCircuitOpen()).toBe(false);
  }, 120_000);

  it('is asked again no sooner than it asked to be', async () => {
    loopback.behave('RATE_LIMITED', 'GOOD');
    const { id } = await submit(house.client);
    expect(await sourcesOf(id)).toEqual(['EVIDENCE', 'MEDGEMMA']);
    const [refused, answered] = loopback.requests.map(({ at }) => at.getTime());
    expect(loopback.requests).toHaveLength(2);
    expect((answered ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(RETRY_AFTER_SECONDS * 1000);
  }, 60_000);
});
