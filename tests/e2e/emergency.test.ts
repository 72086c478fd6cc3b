import { type House, startHouse } from '../support/house';
import {
  assess,
  CASE_BY_NUMBER,
  converse,
  newKey,
  say,
  type Session,
  type ShownCase,
  signIn,
  startSession,
} from '../support/house-operations';

const REQUEST_UPLOAD = 'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { id } }';
const ALARM =
  'mutation ($input: AssessInput!) { assess(input: $input) { escalations { reasons { because } } } }';
const PICTURE = { input: { purpose: 'IMAGE', mimeType: 'image/jpeg', byteLength: 1000 } };

describe('somebody who cannot wait', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  const complain = async (text: string): Promise<{ token: string; session: Session }> => {
    const { token } = await startSession(house.client);
    await say(house.client, token, { choice: 'YES' });
    return { token, session: (await say(house.client, token, { text })).session };
  };
  const caseOf = async (number: string): Promise<ShownCase> => {
    const staff = await signIn(house.client, 'clinician@demo.test');
    return (await house.client.ask<{ caseByNumber: ShownCase }>(staff, CASE_BY_NUMBER, { number }))
      .caseByNumber;
  };

  it('is told the way at once, asked whether they can go, and photographed by nobody', async () => {
    const { token, session } = await complain('My skin is coming off all over.');
    expect(session).toMatchObject({
      stage: 'ESCALATED',
      prompt: { code: 'EMERGENCY_NOW', expects: 'YES_OR_NO' },
    });
    expect(session.prompt.text).toMatch(/District Hospital.*Can you go now\?$/);
    expect(await caseOf(session.caseNumber)).toMatchObject({
      urgency: 'EMERGENCY',
      escalations: [{ status: 'OPEN' }],
    });
    const { session: leaving } = await say(house.client, token, { text: 'yes' });
    expect(leaving.prompt).toMatchObject({ code: 'PLEASE_WAIT', expects: 'NOTHING' });
    expect((await assess(house.client, token)).urgency).toBe('EMERGENCY');
  });

  it('may decline after hearing the risk; it is recorded and lowers nothing', async () => {
    const { token, session } = await complain('My skin is coming off all over.');
    expect((await say(house.client, token, { text: 'no' })).session.prompt.code).toBe('REFERRAL_RISK');
    const { session: declined } = await say(house.client, token, { choice: 'NO' });
    expect(declined).toMatchObject({ stage: 'ESCALATED', prompt: { code: 'REFERRAL_DECLINED' } });
    expect((await caseOf(session.caseNumber)).urgency).toBe('EMERGENCY');
    const { events } = await house.engines.prisma.triageCase.findUniqueOrThrow({
      where: { number: session.caseNumber },
      include: { events: true },
    });
    expect(events.map(({ kind }) => kind)).toContain('referral.declined');
  });

  it('is not interviewed about a chest that hurts', async () => {
    const { session } = await complain('I have strong chest pain.');
    expect(session).toMatchObject({
      stage: 'ESCALATED',
      prompt: { code: 'EMERGENCY_NOT_SKIN', choices: [] },
    });
    expect(session.prompt.text).toContain('District Hospital');
  });

  it('is repeated to nobody when they speak of harming themselves', async () => {
    const { token, session } = await complain('I want to kill myself.');
    expect(session.prompt.code).toBe('PRIVATE_HELP');
    const spoken = await say(house.client, token, { text: 'My arm itches too.' });
    expect(spoken).toMatchObject({
      heard: { text: '[private]' },
      session: { prompt: { code: 'PLEASE_WAIT' } },
    });
    const shown = await assess(house.client, token);
    expect(shown).toMatchObject({ urgency: 'EMERGENCY', soapNote: null, assessment: null });
    expect(shown.explanation?.text).toContain('District Hospital');
    expect(shown.transcript.length).toBeGreaterThan(0);
    expect(JSON.stringify(shown)).not.toMatch(/kill|harm/);
    const input = { idempotencyKey: newKey() };
    const alarm = await house.client.ask(token, ALARM, { input });
    expect(alarm).toEqual({ assess: { escalations: [{ reasons: [] }] } });
    const seen = await caseOf(session.caseNumber);
    expect(seen.soapNote?.subjective).toContain('kill');
    expect(seen.assessment?.redFlags).toMatchObject([{ code: 'E00_NONSKIN' }]);
  });
});

describe('what the kiosk does not help with', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  it('is said so, and goes to a human as out of scope', async () => {
    const { token } = await startSession(house.client);
    await say(house.client, token, { choice: 'YES' });
    const { session } = await say(house.client, token, { text: 'My tooth hurts.' });
    expect(session.prompt.code).toBe('NOT_SKIN');
    const { session: told } = await say(house.client, token, { text: 'no' });
    expect(told).toMatchObject({ stage: 'ANALYSIS', prompt: { code: 'OUT_OF_SCOPE' } });
    const assessed = await assess(house.client, token);
    expect(assessed).toMatchObject({ status: 'AWAITING_REVIEW', urgency: 'ROUTINE' });
    expect(assessed.assessment?.limitations).toContain('OUT_OF_SCOPE');
  });

  it('are intimate pictures of children', async () => {
    const { token, session } = await startSession(house.client, { patient: { ageYears: 9 } });
    const ended = await converse(house.client, token, session, 'NO_PICTURE', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { choice: 'COMPLAINT_RASH' },
      WHO: { choice: 'WHO_MY_CHILD' },
      BODY_SITE: { choice: 'GENITALIA_OR_GROIN' },
    });
    expect(ended.stage).toBe('ANALYSIS');
    expect(await house.client.refusalOf(token, REQUEST_UPLOAD, PICTURE)).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'purpose',
    });
  });

  it('are uploads to a conversation that is over', async () => {
    const { token } = await startSession(house.client);
    for (const text of ['no', 'no']) await say(house.client, token, { text });
    expect(await house.client.refusalOf(token, REQUEST_UPLOAD, PICTURE)).toMatchObject({ code: 'CONFLICT' });
  });

  it('is a picture that was refused after its cost was spoken', async () => {
    const { token, session } = await startSession(house.client, {
      patient: { ageYears: 30 },
      speaker: 'OTHER',
    });
    const asked = await converse(house.client, token, session, 'IMAGE_CONSENT', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { choice: 'COMPLAINT_RASH' },
    });
    expect(asked.prompt.text).toContain('Without it');
    const { session: after } = await say(house.client, token, { text: 'no' });
    expect(after.prompt.code).toBe('PLEASE_WAIT');
    const consents = await house.engines.prisma.consent.findMany({
      where: { triageCase: { number: session.caseNumber }, kind: 'IMAGE_CAPTURE' },
    });
    expect(consents).toMatchObject([{ granted: false }]);
  });
});
