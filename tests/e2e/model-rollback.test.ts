import { setTimeout as delay } from 'node:timers/promises';
import { startLoopbackMedGemma, type LoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import {
  eventually,
  LOOPBACK_MODEL,
  modelSettings,
  openQuestions,
  settledRevisionsOf,
} from '../support/house-model';
import { submit } from '../support/house-operations';
import { type Ground, prepareGround } from '../support/house-process';

const ENDPOINT = 'projects/p-1/locations/europe-west4/endpoints/42';
/** Longer than a process may take to end. */
const PATIENT = { MEDGEMMA_TIMEOUT_MS: '120000' };

/** What becomes of questions and answers when the server that asks is started anew. */
describe('a server with a language model', () => {
  let ground: Ground;
  let loopback: LoopbackMedGemma;

  beforeEach(async () => {
    loopback = await startLoopbackMedGemma();
    ground = await prepareGround();
  }, 120_000);
  afterEach(async () => {
    expect(loopback.violations).toEqual([]);
    await ground.clear();
    await loopback.close();
  });

  const modelsOf = async (caseId: string) =>
    (await settledRevisionsOf(ground.prisma, caseId)).map(({ source, provenance }) => ({
      source,
      provenance,
    }));
  const expectOneView = async (caseId: string): Promise<void> => {
    await settledRevisionsOf(ground.prisma, caseId);
    await eventually(async () => (await openQuestions(ground.prisma)) === 0);
    const revisions = await settledRevisionsOf(ground.prisma, caseId);
    expect(revisions.map(({ source }) => source)).toEqual(['EVIDENCE', 'MEDGEMMA']);
    expect(await ground.prisma.modelCall.count({ where: { caseId, outcome: 'ACCEPTED' } })).toBe(1);
  };

  it('is given another model, and the former one back, by a setting and a restart', async () => {
    const former = modelSettings(loopback.url);
    const other = { MEDGEMMA_BASE_URL: loopback.url, MEDGEMMA_MODEL_ID: ENDPOINT };
    const cases: { readonly id: string; readonly modelName: string; readonly recorded: unknown }[] = [];
    for (const [settings, modelName] of [
      [former, `${LOOPBACK_MODEL} (openai)`],
      [{ ...former, ...other }, `${ENDPOINT} (vertex-predict)`],
      [former, `${LOOPBACK_MODEL} (openai)`],
    ] as const) {
      const server = await ground.start(settings);
      const { id } = await submit(ground.client);
      cases.push({ id, modelName, recorded: await modelsOf(id) });
      await server.end('SIGTERM');
    }
    for (const { id, modelName, recorded } of cases) {
      const now = await modelsOf(id);
      expect(now).toEqual(recorded);
      expect(now).toMatchObject([
        { source: 'EVIDENCE', provenance: { promptVersion: null } },
        {
          source: 'MEDGEMMA',
          provenance: {
            assessorModel: expect.stringContaining(modelName) as unknown,
            promptVersion: expect.stringContaining('@') as unknown,
          },
        },
      ]);
    }
  }, 180_000);

  it('ends by itself while the model thinks, and the next one asks again', async () => {
    loopback.behave('HANG');
    const first = await ground.start({ ...modelSettings(loopback.url), ...PATIENT });
    const { id } = await submit(ground.client);
    await loopback.waitForRequests(1);
    expect(await first.end('SIGTERM')).toBe(0);
    await loopback.requests[0]?.abandoned;
    expect(await ground.prisma.assessment.count()).toBe(1);

    loopback.behave('GOOD');
    await ground.start(modelSettings(loopback.url));
    await expectOneView(id);
    expect(loopback.requests).toHaveLength(2);
  }, 180_000);

  it('is killed at the moment of the answer, or soon after, and the view is there once', async () => {
    let server = await ground.start(modelSettings(loopback.url));
    for (const afterMs of [0, 15, 40]) {
      loopback.behave('HANG');
      const before = loopback.requests.length;
      const { id } = await submit(ground.client);
      await loopback.waitForRequests(before + 1);
      loopback.behave('GOOD');
      loopback.release();
      await delay(afterMs); // waits for nothing: the moment of death is what varies
      await server.end('SIGKILL');
      server = await ground.start(modelSettings(loopback.url));
      await expectOneView(id);
    }
  }, 180_000);
});
