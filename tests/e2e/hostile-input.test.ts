import { ApiRefusedError } from '../support/api-client';
import { type House, startHouse } from '../support/house';
import {
  ASSESS,
  ATTACH,
  CASE_BY_ID,
  CASE_BY_NUMBER,
  KIOSK,
  newKey,
  NORTH,
  PARTNER,
  RESUME,
  SAY,
  type ShownCase,
  signIn,
  START,
  startSession,
  SUBMIT,
  submission,
  submit,
} from '../support/house-operations';

/** What a database, a pattern, a file system or a page might stumble over. */
const HOSTILE = [
  ['a zero byte', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud800b'],
  ['right-to-left marks', '\u202ereversed\u202c'],
  ['SQL', `'; DROP TABLE triage_case; --`],
  ['wildcards', '%_\\%'],
  ['a path', '../../etc/passwd'],
  ['a name that every object has', 'constructor'],
  ['a page', '<script>alert(1)</script>'],
  ['nothing but space', ' \t\n '],
  ['a very long word', 'x'.repeat(50_000)],
  ['many brackets', '('.repeat(5_000)],
  ['many digits', '1 '.repeat(5_000)],
] as const;

const LIST =
  'query ($filter: CaseFilter, $after: Cursor) { cases(filter: $filter, after: $after) { totalCount } }';
const CHANGE = (name: string, input: string): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { id } }`;

describe('hostile input', () => {
  let house: House;
  let staff: string;
  let patient: string;
  let known: ShownCase;

  beforeAll(async () => {
    house = await startHouse();
    staff = await signIn(house.client, 'clinician@demo.test');
    known = await submit(house.client);
  }, 60_000);
  beforeEach(async () => {
    ({ token: patient } = await startSession(house.client));
  });
  afterAll(() => house.close());

  /** The code of the answer: an accepted call is OK. Whatever it is, it is no accident. */
  const codeOf = async (token: string, document: string, variables: object): Promise<string> => {
    try {
      await house.client.ask(token, document, { ...variables });
      return 'OK';
    } catch (error) {
      if (error instanceof ApiRefusedError) return error.refusal.code;
      throw error;
    }
  };

  it.each(HOSTILE)('of the kind "%s" is taken or refused, and breaks nothing', async (_kind, text) => {
    const key = newKey();
    const caseId = known.id;
    const { version } = known;
    const calls: readonly [string, string, object][] = [
      [patient, SAY, { input: { text, idempotencyKey: key } }],
      [patient, SAY, { input: { choice: text, idempotencyKey: newKey() } }],
      [patient, SAY, { input: { text: 'yes', idempotencyKey: text } }],
      [patient, ATTACH, { input: { uploadId: text, shotType: 'CLOSE_UP', idempotencyKey: newKey() } }],
      [patient, ASSESS, { input: { idempotencyKey: text } }],
      [KIOSK, START, { input: { facilityId: text, idempotencyKey: newKey() } }],
      [KIOSK, START, { input: { facilityId: NORTH, language: text, idempotencyKey: newKey() } }],
      [KIOSK, START, { input: { facilityId: NORTH, callbackReference: text, idempotencyKey: newKey() } }],
      [KIOSK, RESUME, { number: text }],
      [PARTNER, SUBMIT, { input: submission({ narrative: text }) }],
      [PARTNER, SUBMIT, { input: submission({ patient: { externalId: text } }) }],
      [PARTNER, SUBMIT, { input: submission({ findings: { present: [text] } }) }],
      [PARTNER, SUBMIT, { input: submission({ images: [{ uploadId: text, shotType: 'CLOSE_UP' }] }) }],
      [staff, CASE_BY_ID, { id: text }],
      [staff, CASE_BY_NUMBER, { number: text }],
      [staff, LIST, { filter: { search: text } }],
      [staff, LIST, { filter: { condition: text } }],
      [staff, LIST, { filter: { patientExternalId: text } }],
      [staff, LIST, { filter: { facilityId: text } }],
      [staff, LIST, { after: text }],
      [staff, CHANGE('claimCase', 'CaseChangeInput'), { input: { caseId: text, version } }],
      [staff, CHANGE('assignCase', 'AssignCaseInput'), { input: { caseId, version, clinicianId: text } }],
      [
        staff,
        CHANGE('reviewCase', 'ReviewCaseInput'),
        { input: { caseId, version, diagnosisIcd10: [text], urgency: 'SOON', note: text } },
      ],
      [
        staff,
        CHANGE('withdrawConsent', 'WithdrawConsentInput'),
        { input: { caseId: text, kind: 'RESEARCH', idempotencyKey: newKey() } },
      ],
      [
        staff,
        CHANGE('acknowledgeEscalation', 'AcknowledgeEscalationInput'),
        { input: { escalationId: text, note: text } },
      ],
      [staff, CHANGE('eraseCase', 'EraseCaseInput'), { input: { caseId, version: 99, reason: text } }],
      [text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 4000), CASE_BY_ID, { id: caseId }],
    ];
    const accidents: string[] = [];
    for (const [token, document, variables] of calls) {
      const code = await codeOf(token, document, variables);
      if (code === 'INTERNAL_SERVER_ERROR' || code === 'DEPENDENCY_UNAVAILABLE')
        accidents.push(`${document.slice(0, 60)} ${JSON.stringify(variables).slice(0, 120)}`);
    }
    expect(accidents).toEqual([]);
    expect(
      (await house.client.ask<{ case: ShownCase }>(staff, CASE_BY_ID, { id: known.id })).case,
    ).toMatchObject({
      status: known.status,
      version: known.version,
    });
  });
});
