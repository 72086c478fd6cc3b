import { startLoopbackMedGemma } from '../../../scripts/medgemma/loopback-server';
import { type House, startHouse } from '../../support/house';
import {
  eventually,
  modelSettings,
  openQuestions,
  revisionsOf,
  settledRevisionsOf,
} from '../../support/house-model';
import {
  assess,
  converse,
  newKey,
  PARTNER,
  say,
  type ShownCase,
  signIn,
  startSession,
  submit,
} from '../../support/house-operations';
import { goodPicture } from '../../support/house-pictures';

const CLAIM = 'mutation ($input: CaseChangeInput!) { claimCase(input: $input) { version } }';
const REVIEW = 'mutation ($input: ReviewCaseInput!) { reviewCase(input: $input) { status } }';
const ERASE = 'mutation ($input: EraseCaseInput!) { eraseCase(input: $input) { status } }';
const WITHDRAW = 'mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id } }';

describe('a question to the language model that is overtaken', () => {
  let house: House;
  let loopback: Awaited<ReturnType<typeof startLoopbackMedGemma>>;
  let clinician: string;

  beforeEach(async () => {
    loopback = await startLoopbackMedGemma();
    house = await startHouse({ env: modelSettings(loopback.url, { MEDGEMMA_TIMEOUT_MS: '60000' }) });
    clinician = await signIn(house.client, 'clinician@demo.test');
    loopback.behave('HANG');
  }, 60_000);
  afterEach(async () => {
    await house.close();
    await loopback.close();
  });

  /** A case about which the model thinks, and will not come to an end. */
  const submitAndAsk = async (given: object = {}): Promise<ShownCase> => {
    const submitted = await submit(house.client, { ...given });
    await loopback.waitForRequests(1);
    return submitted;
  };
  const nothingOpen = () => eventually(async () => (await openQuestions(house.engines.prisma)) === 0);
  const outcomesOf = async (caseId: string): Promise<string[]> => {
    const calls = await house.engines.prisma.modelCall.findMany({
      where: { caseId },
      orderBy: { id: 'asc' },
    });
    return calls.map(({ outcome }) => outcome);
  };

  it('by a review is given up: the case stays as it was closed', async () => {
    const { id: caseId, version } = await submitAndAsk();
    await house.client.ask(clinician, CLAIM, { input: { caseId, version } });
    const verdict = { caseId, version: version + 1, diagnosisIcd10: [], urgency: 'ROUTINE', note: '' };
    await house.client.ask(clinician, REVIEW, { input: verdict });
    await loopback.requests[0]?.abandoned;
    await nothingOpen();
    expect(await revisionsOf(house.engines.prisma, caseId)).toHaveLength(1);
    expect(await outcomesOf(caseId)).toEqual(['CANCELLED']);
    expect(await house.engines.prisma.triageCase.findFirst()).toMatchObject({ status: 'CLOSED' });
    expect(loopback.requests).toHaveLength(1);
  });

  it('by an erasure leaves nothing behind', async () => {
    const { id: caseId, version } = await submitAndAsk();
    const input = { caseId, version, reason: 'The patient asked for it.' };
    await house.client.ask(clinician, ERASE, { input });
    await loopback.requests[0]?.abandoned;
    await nothingOpen();
    expect(await revisionsOf(house.engines.prisma, caseId)).toEqual([]);
    expect(await outcomesOf(caseId)).toEqual([]);
    expect(loopback.requests).toHaveLength(1);
  });

  it('by the withdrawal of the pictures’ consent is asked again without the picture', async () => {
    const uploadId = await house.client.upload(PARTNER, await goodPicture('Eczema'));
    const { id: caseId } = await submitAndAsk({ images: [{ uploadId, shotType: 'CLOSE_UP' }] });
    expect(loopback.requests[0]).toMatchObject({ hasPicture: true });
    const input = { caseId, kind: 'IMAGE_CAPTURE', idempotencyKey: newKey() };
    await house.client.ask(clinician, WITHDRAW, { input });
    loopback.behave('GOOD');
    await loopback.requests[0]?.abandoned;
    const revisions = await settledRevisionsOf(house.engines.prisma, caseId);
    expect(revisions.map(({ source }) => source)).toEqual(['EVIDENCE', 'MEDGEMMA']);
    expect(loopback.requests.slice(1)).toMatchObject([{ hasPicture: false }]);
  });

  it('by what the patient says later gives way to the question about all of it', async () => {
    const { client, engines } = house;
    const { token, session } = await startSession(client);
    await converse(client, token, session, 'PLEASE_WAIT', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'an itchy rash' },
    });
    const { id } = await assess(client, token);
    await loopback.waitForRequests(1);
    await say(client, token, { text: 'It bleeds now.' });
    loopback.behave('GOOD');
    await assess(client, token);
    await loopback.requests[0]?.abandoned;
    const revisions = await settledRevisionsOf(engines.prisma, id);
    expect(revisions.map(({ source }) => source)).toEqual(['EVIDENCE', 'EVIDENCE', 'MEDGEMMA']);
    await nothingOpen();
    expect(await revisionsOf(engines.prisma, id)).toHaveLength(3);
    expect(loopback.requests).toHaveLength(2);
  });
});
