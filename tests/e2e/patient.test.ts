import { readdir } from 'node:fs/promises';
import { type House, startHouse } from '../support/house';
import {
  assess,
  ATTACH,
  CASE_BY_NUMBER,
  converse,
  CURRENT,
  KIOSK,
  newKey,
  RESUME,
  SAY,
  say,
  type Session,
  type ShownCase,
  signIn,
  START,
  startSession,
  submission,
} from '../support/house-operations';
import { darkPicture, goodPicture } from '../support/house-pictures';

describe('a patient at the kiosk', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  const show = async (token: string, picture: Awaited<ReturnType<typeof goodPicture>>): Promise<Session> => {
    const uploadId = await house.client.upload(token, picture);
    const input = { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() };
    return (await house.client.ask<{ attachImage: Session }>(token, ATTACH, { input })).attachImage;
  };
  const caseOf = async (number: string): Promise<ShownCase> => {
    const token = await signIn(house.client, 'clinician@demo.test');
    const found = await house.client.ask<{ caseByNumber: ShownCase }>(token, CASE_BY_NUMBER, { number });
    return found.caseByNumber;
  };

  it('is asked, photographed, assessed and told what comes next, in English', async () => {
    const { client } = house;
    const started = await startSession(client);
    const { token } = started;
    expect(started.session).toMatchObject({ stage: 'GREETING', case: null, explanation: null });
    expect(started.session.prompt).toMatchObject({ code: 'GREETING', expects: 'YES_OR_NO' });

    const ready = await converse(client, token, started.session, 'PHOTO', {
      GREETING: { text: 'yes please' },
      CHIEF_COMPLAINT: { text: 'A dark mole on my leg has been growing, and it bleeds.' },
      AGE: { choice: 'AGE_50_OR_MORE' },
      IMAGE_CONSENT: { text: 'yes' },
    });
    expect(ready).toMatchObject({ stage: 'IMAGE_CAPTURE', prompt: { expects: 'PHOTO' } });

    const asked = await show(token, await darkPicture());
    expect(asked).toMatchObject({ stage: 'IMAGE_CAPTURE', prompt: { code: 'PICTURE_TOO_DARK' } });
    const shown = await show(token, await goodPicture());
    expect(shown).toMatchObject({ stage: 'ANALYSIS', prompt: { code: 'PLEASE_WAIT' } });

    const assessed = await assess(client, token);
    expect(assessed.status).toBe('AWAITING_REVIEW');
    expect(assessed.findings.present).toEqual(expect.arrayContaining(['bleeding', 'size_change']));
    expect(assessed.images.map(({ quality }) => quality.reason)).toEqual(['TOO_DARK', null]);
    expect(assessed.assessment?.similarCases.length).toBeGreaterThan(0);
    expect(assessed.assessment?.disclaimer).toContain('not a doctor');

    const { session } = await client.ask<{ session: Session }>(token, CURRENT);
    expect(session).toMatchObject({ stage: 'EXPLANATION', explanation: { language: 'en' } });
    expect(session.explanation?.disclaimer).toContain('I am not a doctor');
  });

  it.each([
    { language: 'sw', yes: 'ndiyo', complaint: 'Nina upele unaowasha kwenye mkono.', disclaimer: 'daktari' },
    { language: 'hi', yes: 'हाँ', complaint: 'मेरे हाथ पर खुजली वाले दाने हैं।', disclaimer: 'डॉक्टर' },
  ])(
    'speaks $language from the first word to the disclaimer',
    async ({ language, yes, complaint, disclaimer }) => {
      const { client } = house;
      const { token, session } = await startSession(client, { language });
      const ready = await converse(client, token, session, 'PLEASE_WAIT', {
        GREETING: { text: yes },
        CHIEF_COMPLAINT: { text: complaint },
      });
      expect(ready.prompt.language).toBe(language);
      const assessed = await assess(client, token);
      expect(assessed.findings.present).toContain('itch');
      expect(assessed.explanation).toMatchObject({ language });
      expect(assessed.explanation?.disclaimer).toContain(disclaimer);
    },
  );

  it('is recognised by the language of the first words when nobody said which it is', async () => {
    const { token } = await startSession(house.client, { language: null });
    const { session } = await say(house.client, token, {
      text: 'Ndiyo, nakubali. Tafadhali niulize maswali kuhusu ngozi yangu.',
    });
    expect(session).toMatchObject({ language: 'sw', prompt: { language: 'sw' } });
  });

  it('has one effect of everything that a bad line sends twice', async () => {
    const { client } = house;
    const input = { facilityId: submission().facilityId, language: 'en', idempotencyKey: newKey() };
    type Started = { startSession: { token: string; session: Session } };
    const [first, second] = await Promise.all([1, 2].map(() => client.ask<Started>(KIOSK, START, { input })));
    expect(second).toEqual(first);
    const token = first?.startSession.token ?? '';

    const [yes, complaint] = [newKey(), newKey()];
    await say(client, token, { text: 'yes' }, yes);
    const heard = await say(client, token, { text: 'an itchy rash' }, complaint);
    const again = await say(client, token, { text: 'an itchy rash' }, complaint);
    expect(again.heard).toEqual(heard.heard);
    const other = { text: 'something else', idempotencyKey: complaint };
    expect(await client.refusalOf(token, SAY, { input: other })).toMatchObject({ code: 'CONFLICT' });

    const assessing = newKey();
    const assessed = await assess(client, token, assessing);
    const assessedAgain = await assess(client, token, assessing);
    expect(assessedAgain.assessment).toEqual(assessed.assessment);
    const { transcript } = await caseOf(heard.session.caseNumber);
    expect(transcript.filter(({ speaker }) => speaker === 'PATIENT').map(({ text }) => text)).toEqual([
      'yes',
      'an itchy rash',
    ]);
  });

  it('goes on with another device where the first one stopped', async () => {
    const { client } = house;
    const { token, session } = await startSession(client);
    const before = await converse(client, token, session, 'DANGER_BREATHING', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'I have an itchy rash on my feet' },
    });
    type Resumed = { resumeSession: { token: string; session: Session } };
    const { resumeSession } = await client.ask<Resumed>(KIOSK, RESUME, { number: session.caseNumber });
    expect(resumeSession.session.prompt).toEqual(before.prompt);
    const { session: after } = await say(client, resumeSession.token, { choice: 'NO' });
    expect(after.prompt.code).toBe('DANGER_WHOLE_BODY');
    expect(await client.refusalOf(token, RESUME, { number: session.caseNumber })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('is not asked again after a no, and leaves no picture', async () => {
    const { client } = house;
    const { token, session } = await startSession(client);
    const { session: warned } = await say(client, token, { text: 'no' });
    expect(warned).toMatchObject({ stage: 'GREETING', prompt: { code: 'CARE_RISK' } });
    const { session: after } = await say(client, token, { text: 'no' });
    expect(after).toMatchObject({ stage: 'COMPLETE', prompt: { code: 'GOODBYE_WITHOUT_CONSENT' } });
    expect(
      await client.refusalOf(token, SAY, { input: { text: 'hello', idempotencyKey: newKey() } }),
    ).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await caseOf(session.caseNumber)).toMatchObject({ status: 'AWAITING_REVIEW', assessment: null });
  });

  it('takes the picture back: its bytes are gone with the consent', async () => {
    const { client } = house;
    const { token, session } = await startSession(client);
    await converse(client, token, session, 'PHOTO', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { choice: 'COMPLAINT_SPOT' },
      IMAGE_CONSENT: { choice: 'YES' },
    });
    await show(token, await goodPicture());
    const { id, images } = await caseOf(session.caseNumber);
    const url = images[0]?.media?.url ?? '';
    expect((await fetch(url)).status).toBe(200);

    const withdraw = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { stage } }`;
    const input = { kind: 'IMAGE_CAPTURE', granted: false, idempotencyKey: newKey() };
    await client.ask(token, withdraw, { input });
    expect((await fetch(url)).status).toBe(404);
    expect(await readdir(`${house.mediaDir}/cases/${id}`)).toEqual([]);
    expect((await caseOf(session.caseNumber)).images[0]?.media).toBeNull();
  });
});
