import { readdir } from 'node:fs/promises';
import { type Engines } from '../../../src/composition';
import { type House, startHouse } from '../../support/house';
import { assess, ATTACH, converse, newKey, say, signIn, startSession } from '../../support/house-operations';
import { goodPicture } from '../../support/house-pictures';

const CONSENT = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { stage } }';
const CASE_ID = 'query ($number: String!) { caseByNumber(number: $number) { id } }';

describe('an assessment that is overtaken', () => {
  let house: House;
  /** What happens to the case while its picture is being embedded, once. */
  let meanwhile: () => Promise<unknown>;
  let embedded: number;

  const watched = (engines: Engines): Engines => ({
    ...engines,
    embedder: {
      ...engines.embedder,
      async embed(pictures) {
        embedded += 1;
        if (embedded === 1) await meanwhile();
        return engines.embedder.embed(pictures);
      },
    },
  });

  beforeAll(async () => {
    house = await startHouse({ engines: watched });
  }, 60_000);
  beforeEach(() => {
    embedded = 0;
    meanwhile = () => Promise.resolve();
  });
  afterAll(() => house.close());

  const begin = async (): Promise<{ token: string; number: string }> => {
    const { token, session } = await startSession(house.client);
    await converse(house.client, token, session, 'PHOTO', {
      GREETING: { choice: 'YES' },
      CHIEF_COMPLAINT: { text: 'an itchy rash' },
      IMAGE_CONSENT: { choice: 'YES' },
    });
    return { token, number: session.caseNumber };
  };
  const show = async (token: string): Promise<void> => {
    const uploadId = await house.client.upload(token, await goodPicture());
    const input = { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() };
    await house.client.ask(token, ATTACH, { input });
  };
  const withdraw = (token: string) => {
    const input = { kind: 'IMAGE_CAPTURE', granted: false, idempotencyKey: newKey() };
    return house.client.ask(token, CONSENT, { input });
  };

  it('by a withdrawal rests on no picture any more', async () => {
    const { token } = await begin();
    await show(token);
    meanwhile = () => withdraw(token);
    const { assessment } = await assess(house.client, token);
    expect(embedded).toBe(1);
    expect(assessment?.revision).toBe(1);
    expect(assessment?.limitations).toContain('IMAGE_UNUSABLE');
  });

  it('by an alarming word takes the word into account', async () => {
    const { token } = await begin();
    await show(token);
    meanwhile = () => say(house.client, token, { text: 'My throat swells and I cannot breathe.' });
    const assessed = await assess(house.client, token);
    expect(embedded).toBe(2);
    expect(assessed.findings.present).toContain('severe_breathlessness');
    expect(assessed.assessment).toMatchObject({ revision: 1, urgency: 'EMERGENCY' });
    expect(assessed.escalations).toMatchObject([{ urgency: 'EMERGENCY', status: 'OPEN' }]);
  });

  it('by an embedder that dies in the middle is made without it', async () => {
    const { token } = await begin();
    await show(token);
    meanwhile = () => Promise.reject(new Error('the worker is gone'));
    const assessed = await assess(house.client, token);
    expect(assessed.assessment?.limitations).toContain('EMBEDDING_UNAVAILABLE');
    expect(assessed.status).toBe('AWAITING_REVIEW');
  });

  it('never keeps a picture that was shown while its consent was withdrawn, whichever came first', async () => {
    const clinician = await signIn(house.client, 'clinician@demo.test');
    for (let round = 0; round < 5; round += 1) {
      const { token, number } = await begin();
      await show(token);
      await Promise.allSettled([show(token), withdraw(token), show(token)]);
      const found = await house.client.ask<{ caseByNumber: { id: string } }>(clinician, CASE_ID, { number });
      const kept = await readdir(`${house.mediaDir}/cases/${found.caseByNumber.id}`).catch(() => []);
      expect(kept).toEqual([]);
    }
  });
});
