import { startLoopbackMedGemma, type LoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { startHouse } from '../../support/house';
import { modelSettings, settledRevisionsOf } from '../../support/house-model';
import { submit } from '../../support/house-operations';

const ENDPOINT = 'projects/p-1/locations/europe-west4/endpoints/42';

describe('the settings alone', () => {
  let loopback: LoopbackMedGemma;
  beforeAll(async () => {
    loopback = await startLoopbackMedGemma();
  });
  afterAll(() => loopback.close());

  it.each([
    ['openai', { MEDGEMMA_MODEL_ID: 'google/medgemma-1.5-4b-it' }],
    ['openai', { MEDGEMMA_MODEL_ID: 'google/medgemma-27b-it' }],
    ['vertex-predict', { MEDGEMMA_MODEL_ID: ENDPOINT, MEDGEMMA_API_KEY: 'token' }],
  ])(
    'decide which model is asked, and how: by %s with %j, which the assessment says',
    async (wire, settings) => {
      const base = wire === 'openai' ? {} : { MEDGEMMA_BASE_URL: loopback.url };
      const house = await startHouse({ env: { ...modelSettings(loopback.url), ...base, ...settings } });
      const { id } = await submit(house.client);
      const [evidence, made] = await settledRevisionsOf(house.engines.prisma, id);
      await house.close();
      expect(made).toMatchObject({
        source: 'MEDGEMMA',
        provenance: {
          assessorModel: expect.stringContaining(`${settings.MEDGEMMA_MODEL_ID} (${wire})`) as unknown,
        },
      });
      expect(JSON.stringify(evidence?.provenance)).not.toContain(settings.MEDGEMMA_MODEL_ID);
      expect(loopback.requests.at(-1)).toMatchObject({ wire });
      expect(loopback.violations).toEqual([]);
    },
  );
});
