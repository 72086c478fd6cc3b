import { Behaviour, MARKER } from '../../../scripts/medgemma/behaviours';
import { type LoopbackMedGemma, startLoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { askAboutInventedCase } from '../../../scripts/medgemma/smoke/ask-about-invented-case';
import { openConfiguredModel } from '../../../scripts/medgemma/open-configured-model';
import { reportOf } from '../../../scripts/medgemma/smoke/report';
import { type ConditionTable } from '../../../src/domain';
import { loadConditionTable } from '../../../src/retrieval';

let conditions: ConditionTable;
let server: LoopbackMedGemma;
beforeAll(async () => {
  conditions = await loadConditionTable('configs/data/conditions.csv');
});
beforeEach(async () => {
  server = await startLoopbackMedGemma();
});
afterEach(() => server.close());

async function reportAfter(behaviour: Behaviour): Promise<string> {
  server.behave(behaviour);
  const model = openConfiguredModel(
    { MEDGEMMA_BASE_URL: `${server.url}/v1`, MEDGEMMA_TIMEOUT_MS: '1000' },
    process.cwd(),
  );
  return reportOf(
    await askAboutInventedCase({
      ...model,
      timeoutMs: model.settings.timeoutMs,
      conditions,
      pictureJpeg: null,
    }),
  );
}

describe('the report on a model', () => {
  it('shows its view as a clinician would see it', async () => {
    const report = await reportAfter(Behaviour.UNKNOWN_CONDITIONS);
    expect(report).toMatch(/^answer +\d+\.\d s, \d+ tokens in, \d+ out, understood$/m);
    expect(report).toMatch(/^the guard +takes it: UNVERIFIED_CONDITION$/m);
    expect(report).toMatch(/^urgency +ROUTINE$/m);
    expect(report).toMatch(/^ +0\.30 {2}Psoriasis$/m);
    expect(report).toMatch(/^ +\? +Lunar dermatosis$/m);
    expect(server.violations).toEqual([]);
  });

  it('shows that an answer had to be repaired', async () => {
    const report = await reportAfter(Behaviour.REPAIRABLE);
    expect(report).toMatch(/^answer .*NOT_JSON\nrepair .*understood\nthe guard +takes it$/m);
  });

  it.each([
    [Behaviour.DRUG_DOSES, /^the guard +refuses it: DRUG_DOSE/m, 1],
    [Behaviour.HALF_JSON, /^repair .*NOT_JSON$/m, 2],
    [Behaviour.SERVER_ERROR, /^failed +UNAVAILABLE: HTTP 500$/m, 1],
    [Behaviour.RATE_LIMITED, /^failed +BUSY: HTTP 429$/m, 1],
    [Behaviour.HANG, /^failed +TIMEOUT: /m, 1],
  ])('says what became of %s, without a word of it', async (behaviour, said, requests) => {
    const report = await reportAfter(behaviour);
    expect(report).toMatch(said);
    expect(report).not.toContain(MARKER);
    expect(server.requests).toHaveLength(requests);
  });
});

it('says what to set where no model is configured', () => {
  expect(() => openConfiguredModel({}, process.cwd())).toThrow(
    'No model is configured: set MEDGEMMA_BASE_URL',
  );
});
