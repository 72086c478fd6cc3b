import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type House, startHouse } from '../support/house';
import {
  ATTACH,
  converse,
  CURRENT,
  KIOSK,
  newKey,
  NORTH,
  PARTNER,
  SAY,
  say,
  signIn,
  START,
  startSession,
  SUBMIT,
  submission,
  submit,
} from '../support/house-operations';
import { goodPicture } from '../support/house-pictures';

const NUL = 'a\u0000b';
const CONSENT = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { stage } }';
const ASSIGN = 'mutation ($input: AssignCaseInput!) { assignCase(input: $input) { id } }';
const IMAGES = { consents: ['CARE', 'IMAGE_CAPTURE'] };

describe('a client that is unlucky, or means no good', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
  }, 60_000);
  afterAll(() => house.close());

  const consented = async (...kinds: string[]): Promise<string> => {
    const { token } = await startSession(house.client);
    for (const kind of ['CARE', ...kinds]) {
      await house.client.ask(token, CONSENT, { input: { kind, granted: true, idempotencyKey: newKey() } });
    }
    return token;
  };
  const upload = async (token: string): Promise<string> => house.client.upload(token, await goodPicture());
  const attaching = (uploadId: string) => ({
    input: { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() },
  });

  it.each([
    [
      'patient.externalId',
      KIOSK,
      START,
      { input: { facilityId: NORTH, patient: { externalId: NUL }, idempotencyKey: 'k' } },
    ],
    ['idempotencyKey', KIOSK, START, { input: { facilityId: NORTH, idempotencyKey: NUL } }],
    ['narrative', PARTNER, SUBMIT, { input: submission({ narrative: NUL }) }],
    ['number', PARTNER, 'query ($number: String!) { caseByNumber(number: $number) { id } }', { number: NUL }],
    [
      'search',
      PARTNER,
      'query ($filter: CaseFilter) { cases(filter: $filter) { totalCount } }',
      { filter: { search: NUL } },
    ],
    [
      'email',
      '',
      'mutation ($input: SignInInput!) { signIn(input: $input) { token } }',
      { input: { email: NUL, password: 'x' } },
    ],
  ])('is told that %s cannot be stored', async (field, token, document, variables) => {
    const refusal = await house.client.refusalOf(token === '' ? null : token, document, variables);
    expect(refusal).toEqual({ code: 'BAD_USER_INPUT', field });
  });

  it('is heard again once its words can be stored', async () => {
    const token = await consented();
    const refusal = await house.client.refusalOf(token, SAY, {
      input: { text: NUL, idempotencyKey: 'once' },
    });
    expect(refusal).toEqual({ code: 'BAD_USER_INPUT', field: 'text' });
    expect((await say(house.client, token, { text: 'an itchy rash' }, 'once')).heard.text).toBe(
      'an itchy rash',
    );
  });

  it.each(['constructor', '__proto__', 'toString'])('may not press %s', async (choice) => {
    const { token } = await startSession(house.client);
    const refusal = await house.client.refusalOf(token, SAY, { input: { choice, idempotencyKey: newKey() } });
    expect(refusal).toEqual({ code: 'BAD_USER_INPUT', field: 'choice' });
  });

  it('cannot assign a case to what is no id', async () => {
    const { id: caseId, version } = await submit(house.client);
    const input = { caseId, version, clinicianId: 'nobody' };
    const refusal = await house.client.refusalOf(await signIn(house.client, 'clinician@demo.test'), ASSIGN, {
      input,
    });
    expect(refusal).toEqual({ code: 'BAD_USER_INPUT', field: 'clinicianId' });
  });

  it('cannot make up a cursor', async () => {
    const cursor = (...keys: unknown[]) => Buffer.from(JSON.stringify(keys)).toString('base64url');
    const lists = 'query ($after: Cursor) { cases(after: $after) { totalCount } }';
    const histories =
      'query ($after: Cursor) { cases { edges { node { history(after: $after) { edges { cursor } } } } } }';
    await submit(house.client);
    for (const [document, after] of [
      [lists, cursor(99_999, '2026-01-01T00:00:00.000Z', NORTH)],
      [lists, cursor(1, '1', NORTH)],
      [histories, cursor(3_000_000_000)],
    ] as const) {
      expect(await house.client.refusalOf(PARTNER, document, { after })).toEqual({
        code: 'BAD_USER_INPUT',
        field: 'after',
      });
    }
  });

  it('may write an upload’s id in capitals, but still not show it twice', async () => {
    const token = await consented('IMAGE_CAPTURE');
    const uploadId = await upload(token);
    await house.client.ask(token, ATTACH, attaching(uploadId.toUpperCase()));
    expect(await house.client.refusalOf(token, ATTACH, attaching(uploadId))).toEqual({ code: 'NOT_FOUND' });

    const partners = await upload(PARTNER);
    const images = [partners, partners.toUpperCase()].map((id) => ({ uploadId: id, shotType: 'CLOSE_UP' }));
    const refusal = await house.client.refusalOf(PARTNER, SUBMIT, {
      input: submission({ ...IMAGES, images }),
    });
    expect(refusal).toEqual({ code: 'BAD_USER_INPUT', field: 'images' });
  });

  it('leaves no picture behind that its case had no room for, once consent is withdrawn', async () => {
    const token = await consented('IMAGE_CAPTURE');
    for (let count = 0; count < 6; count += 1) {
      await house.client.ask(token, ATTACH, attaching(await upload(token)));
    }
    expect(await house.client.refusalOf(token, ATTACH, attaching(await upload(token)))).toEqual({
      code: 'CONFLICT',
    });
    const input = { kind: 'IMAGE_CAPTURE', granted: false, idempotencyKey: newKey() };
    await house.client.ask(token, CONSENT, { input });
    const { session } = await house.client.ask<{ session: { caseNumber: string } }>(token, CURRENT);
    const { id } = await house.engines.prisma.triageCase.findUniqueOrThrow({
      where: { number: session.caseNumber },
    });
    expect(await readdir(join(house.mediaDir, 'cases', id))).toEqual([]);
  });

  it('talks no longer than a transcript may be, and a person takes over', async () => {
    const { token, session } = await startSession(house.client);
    await converse(house.client, token, session, 'CHIEF_COMPLAINT', { GREETING: { choice: 'YES' } });
    let refusal: { code: string } | null = null;
    for (let turn = 0; turn < 110 && refusal === null; turn += 1) {
      await say(house.client, token, { text: `word ${turn}` }).catch(
        (error: { refusal: { code: string } }) => {
          ({ refusal } = error);
        },
      );
    }
    expect(refusal).toEqual({ code: 'CONFLICT' });
    const ended = await house.engines.prisma.triageCase.findUniqueOrThrow({
      where: { number: session.caseNumber },
      include: { utterances: true },
    });
    expect(ended.utterances.length).toBeLessThanOrEqual(200);
    expect(ended.sessionEndedAt).not.toBeNull();
    expect(ended.status).not.toBe('INTAKE');
  }, 60_000);

  it('never meets an error that nobody expected', () => {
    expect(house.logged()).not.toContain('a request failed');
  });
});
