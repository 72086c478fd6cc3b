import { startLoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import { findFreePort } from '../../scripts/engines/ports';
import { createApiClient } from '../support/api-client';
import { type Ground, prepareGround } from '../support/house-process';
import {
  eventually,
  modelSettings,
  openQuestions,
  settledRevisionsOf,
  SUBMISSION_BY_RULES,
} from '../support/house-model';
import { submit } from '../support/house-operations';

describe('a question to the language model', () => {
  let ground: Ground;
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;
  let settings: NodeJS.ProcessEnv;

  beforeEach(async () => {
    loopback = await startLoopbackMedGemma();
    settings = modelSettings(loopback.url);
    ground = await prepareGround();
  }, 120_000);
  afterEach(async () => {
    await ground.clear();
    await loopback.close();
  });

  const sourcesOf = async (caseId: string): Promise<string[]> =>
    (await settledRevisionsOf(ground.prisma, caseId)).map(({ source }) => source);

  it('whose process is killed is asked again by the next one, and its answer arrives once', async () => {
    const { client, prisma } = ground;
    loopback.behave('HANG');
    const doomed = await ground.start(settings);
    const submitted = await submit(client, SUBMISSION_BY_RULES.URGENT);
    expect(submitted.assessment?.limitations).toContain('MEDGEMMA_PENDING');
    await loopback.waitForRequests(1);
    await doomed.end('SIGKILL');
    expect(await prisma.assessment.count()).toBe(1);

    loopback.behave('GOOD');
    await ground.start(settings);
    expect(await sourcesOf(submitted.id)).toEqual(['EVIDENCE', 'MEDGEMMA']);
    await eventually(async () => (await openQuestions(prisma)) === 0);
    expect(await prisma.assessment.count()).toBe(2);
    expect(loopback.requests).toHaveLength(2);
    expect(await prisma.modelCall.count({ where: { outcome: 'ACCEPTED' } })).toBe(1);
    expect(await prisma.triageCase.findFirst()).toMatchObject({
      status: 'AWAITING_REVIEW',
      urgency: 'URGENT',
    });
    expect(loopback.violations).toEqual([]);
  }, 120_000);

  it('is asked by one of two processes, and lost by neither', async () => {
    const { prisma } = ground;
    const port = String(await findFreePort());
    const url = `http://127.0.0.1:${port}`;
    await Promise.all([ground.start(settings), ground.start({ ...settings, PORT: port, PUBLIC_URL: url })]);
    const clients = [ground.client, createApiClient(url)];
    const submitted = await Promise.all([...clients, ...clients, ...clients].map((client) => submit(client)));
    for (const { id } of submitted) expect(await sourcesOf(id)).toEqual(['EVIDENCE', 'MEDGEMMA']);
    await eventually(async () => (await openQuestions(prisma)) === 0);
    expect(await prisma.assessment.count()).toBe(2 * submitted.length);
    expect(loopback.requests).toHaveLength(submitted.length);
  }, 120_000);
});
