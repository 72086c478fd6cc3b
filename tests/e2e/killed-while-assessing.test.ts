import { setTimeout as delay } from 'node:timers/promises';
import { type Ground, prepareGround } from '../support/house-process';
import {
  assess,
  ASSESS,
  CASE_BY_NUMBER,
  converse,
  newKey,
  SAY,
  type ShownCase,
  signIn,
  startSession,
} from '../support/house-operations';
import { startSilentServer } from '../support/silent-server';

describe('a server that is killed in the middle of an assessment', () => {
  let ground: Ground;
  let silent: Awaited<ReturnType<typeof startSilentServer>>;

  beforeAll(async () => {
    ground = await prepareGround();
    silent = await startSilentServer();
  }, 120_000);
  afterAll(async () => {
    await ground.clear();
    await silent.close();
  });

  const caseOf = async (number: string, token: string): Promise<ShownCase> =>
    (await ground.client.ask<{ caseByNumber: ShownCase }>(token, CASE_BY_NUMBER, { number })).caseByNumber;

  /** Waits for a state of the world, however slow the machine is; jest's own limit ends it. */
  const eventually = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await delay(20);
  };

  it('loses nothing: the case is there once and is assessed once, by whoever comes after', async () => {
    const { client, prisma } = ground;
    // A Chroma that hangs keeps the assessment open for its whole share of the budget.
    const doomed = await ground.start({ CHROMA_URL: `http://127.0.0.1:${silent.port}` });
    const { token, session } = await startSession(client);
    await converse(client, token, session, 'PLEASE_WAIT', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'an itchy rash' },
    });
    const heard = await prisma.utterance.count();
    const assessing = newKey();
    const cut = client
      .ask(token, ASSESS, { input: { idempotencyKey: assessing } })
      .catch((error: unknown) => error);
    await eventually(async () => (await prisma.triageCase.count({ where: { status: 'ASSESSING' } })) === 1);
    await doomed.end('SIGKILL');
    expect(String(await cut)).toContain('fetch failed');
    expect(await prisma.assessment.count()).toBe(0);

    await ground.start();
    await eventually(async () => (await prisma.assessment.count()) > 0);
    const clinician = await signIn(client, 'clinician@demo.test');
    const found = await caseOf(session.caseNumber, clinician);
    expect(found).toMatchObject({ status: 'AWAITING_REVIEW', assessment: { revision: 1 } });
    expect(found.assessment?.limitations).not.toContain('RETRIEVAL_UNAVAILABLE');

    // The client never had its answer, and sends everything again.
    const again = await assess(client, token, assessing);
    expect(again.assessment?.id).toBe(found.assessment?.id);
    const late = { text: 'one more thing', idempotencyKey: newKey() };
    await client.ask(token, SAY, { input: late });
    await client.ask(token, SAY, { input: late });
    expect(await prisma.triageCase.count()).toBe(1);
    expect(await prisma.assessment.count()).toBe(1);
    expect(await prisma.utterance.count({ where: { speaker: 'PATIENT', text: 'one more thing' } })).toBe(1);
    expect(await prisma.utterance.count()).toBe(heard + 2);
  }, 120_000);
});
