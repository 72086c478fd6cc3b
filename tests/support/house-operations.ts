import { type Urgency } from '../../src/domain';
import { type ApiClient, type UploadedPicture } from './api-client';

/** The demonstration's own facilities and tokens, as seeded. */
export const NORTH = '01939a00-0000-7000-8000-000000000001';
export const SOUTH = '01939a00-0000-7000-8000-000000000002';
export const KIOSK = 'demo-kiosk-key';
export const PARTNER = 'demo-partner-key';

export interface Session {
  readonly stage: string;
  readonly language: string;
  readonly caseNumber: string;
  readonly prompt: {
    readonly code: string;
    readonly text: string;
    readonly language: string;
    readonly expects: string;
    readonly choices: readonly { readonly code: string; readonly label: string }[];
  };
  readonly openTopics: readonly string[];
  readonly case: { readonly id: string } | null;
  readonly explanation: {
    readonly language: string;
    readonly text: string;
    readonly disclaimer: string;
  } | null;
}

export const SESSION = `stage language caseNumber openTopics case { id }
  prompt { code text language expects choices { code label } } explanation { language text disclaimer }`;
export const START = `mutation ($input: StartSessionInput!) { startSession(input: $input) { token session { ${SESSION} } } }`;
export const RESUME = `mutation ($number: String!) { resumeSession(caseNumber: $number) { token session { ${SESSION} } } }`;
export const SAY = `mutation ($input: SayInput!) { say(input: $input) { heard { text } session { ${SESSION} } } }`;
export const ATTACH = `mutation ($input: AttachImageInput!) { attachImage(input: $input) { ${SESSION} } }`;
export const CURRENT = `{ session { ${SESSION} } }`;

export const CASE = `id number status urgency version language
  patient { id externalId ageYears } findings { chiefComplaint present absent }
  images { id quality { usable reason } media { url mimeType } } transcript { speaker text }
  assessment { id revision source urgency limitations disclaimer rationale wouldChange unverifiedConditions
    differential { name probability supportedBy contradictedBy } redFlags { code urgency }
    similarCases { sourceId dataset } provenance { indexName embeddingModelSha256 rulesVersion } }
  soapNote { subjective objective assessment plan disclaimer } explanation { language text disclaimer }
  escalations { id urgency status }`;
export const ASSESS = `mutation ($input: AssessInput!) { assess(input: $input) { ${CASE} } }`;
export const SUBMIT = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { ${CASE} } }`;
export const CASE_BY_ID = `query ($id: ID!) { case(id: $id) { ${CASE} } }`;
export const CASE_BY_NUMBER = `query ($number: String!) { caseByNumber(number: $number) { ${CASE} } }`;

export interface ShownCase {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly urgency: Urgency | null;
  readonly version: number;
  readonly patient: {
    readonly id: string;
    readonly externalId: string | null;
    readonly ageYears: number | null;
  };
  readonly findings: {
    readonly chiefComplaint: string | null;
    readonly present: readonly string[];
    readonly absent: readonly string[];
  };
  readonly images: readonly {
    readonly id: string;
    readonly quality: { readonly usable: boolean; readonly reason: string | null };
    readonly media: { readonly url: string; readonly mimeType: string } | null;
  }[];
  readonly transcript: readonly { readonly speaker: string; readonly text: string }[];
  readonly assessment: {
    readonly id: string;
    readonly revision: number;
    readonly urgency: Urgency;
    readonly limitations: readonly string[];
    readonly disclaimer: string;
    readonly wouldChange: readonly string[];
    readonly differential: readonly {
      readonly name: string;
      readonly probability: number;
      readonly supportedBy: readonly string[];
      readonly contradictedBy: readonly string[];
    }[];
    readonly redFlags: readonly { readonly code: string; readonly urgency: string }[];
    readonly similarCases: readonly { readonly sourceId: string; readonly dataset: string }[];
    readonly provenance: { readonly indexName: string };
  } | null;
  readonly soapNote: {
    readonly subjective: string;
    readonly plan: string;
    readonly disclaimer: string;
  } | null;
  readonly explanation: {
    readonly language: string;
    readonly text: string;
    readonly disclaimer: string;
  } | null;
  readonly escalations: readonly { readonly id: string; readonly urgency: string; readonly status: string }[];
}

/** A key that nobody used before. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** A member of the demonstration's staff signs in; the token. */
export async function signIn(client: ApiClient, email: string): Promise<string> {
  const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { token } }';
  const input = { email, password: 'demo-password' };
  return (await client.ask<{ signIn: { token: string } }>(null, document, { input })).signIn.token;
}

/** A kiosk opens a conversation; the patient's token and what is said first. */
export async function startSession(
  client: ApiClient,
  given: Readonly<Record<string, unknown>> = {},
): Promise<{ token: string; session: Session }> {
  const input = { facilityId: NORTH, language: 'en', idempotencyKey: newKey(), ...given };
  type Started = { startSession: { token: string; session: Session } };
  return (await client.ask<Started>(KIOSK, START, { input })).startSession;
}

export interface Spoken {
  readonly heard: { readonly text: string };
  readonly session: Session;
}

/** One utterance, typed or pressed. */
export async function say(
  client: ApiClient,
  token: string,
  said: { readonly text: string } | { readonly choice: string },
  idempotencyKey = newKey(),
): Promise<Spoken> {
  return (await client.ask<{ say: Spoken }>(token, SAY, { input: { ...said, idempotencyKey } })).say;
}

/** What a patient answers to each prompt; the rest is answered "none of these", or with the first choice. */
export type Answers = Readonly<Record<string, { readonly text: string } | { readonly choice: string }>>;

/** Where "no" would take back what was said, or a first choice would be an odd one. */
const USUAL_ANSWERS: Answers = { READ_BACK: { choice: 'YES' }, AGE: { choice: 'AGE_15_TO_49' } };

/** Goes on answering until the conversation stands at `until`. */
export async function converse(
  client: ApiClient,
  token: string,
  from: Session,
  until: string,
  answers: Answers = {},
): Promise<Session> {
  let session = from;
  for (let turn = 0; session.prompt.code !== until; turn += 1) {
    if (turn === 20) throw new Error(`Still at ${session.prompt.code} after ${turn} answers.`);
    const { code, choices } = session.prompt;
    const usual = ['NONE', 'NO'].find((choice) => choices.some((offered) => offered.code === choice));
    const said = answers[code] ?? USUAL_ANSWERS[code] ?? { choice: usual ?? choices[0]?.code ?? '' };
    ({ session } = await say(client, token, said));
  }
  return session;
}

/** The case of a session is assessed; what the API returns. */
export async function assess(
  client: ApiClient,
  token: string,
  idempotencyKey = newKey(),
): Promise<ShownCase> {
  return (await client.ask<{ assess: ShownCase }>(token, ASSESS, { input: { idempotencyKey } })).assess;
}

/** A patient tells of a spot, shows this picture and is assessed: a whole case. */
export async function assessPictured(client: ApiClient, picture: UploadedPicture): Promise<ShownCase> {
  const { token } = await startSession(client);
  await say(client, token, { text: 'yes' });
  const { session } = await say(client, token, { text: 'A dark spot on my back that grows.' });
  await converse(client, token, session, 'PHOTO', { IMAGE_CONSENT: { choice: 'YES' } });
  const uploadId = await client.upload(token, picture);
  await client.ask(token, ATTACH, { input: { uploadId, shotType: 'CLOSE_UP', idempotencyKey: newKey() } });
  return assess(client, token);
}

/** A partner's submission with everything that must be there; `given` replaces parts. */
export function submission(given: Readonly<Record<string, unknown>> = {}) {
  return {
    facilityId: NORTH,
    language: 'en',
    patient: { ageYears: 40 },
    narrative: 'A red itchy patch on my arm.',
    findings: { bodySites: ['ARM'], duration: 'ONE_TO_FOUR_WEEKS', present: ['itch'], absent: ['fever'] },
    consents: ['CARE', 'IMAGE_CAPTURE'],
    idempotencyKey: newKey(),
    ...given,
  };
}

/** What a partner hands in of somebody who cannot wait, for `submit`. */
export const EMERGENCY = {
  narrative: 'Hives all over since an hour, the lips swell and it is hard to breathe.',
  findings: { present: ['severe_breathlessness', 'tongue_lip_throat_swelling', 'hives_or_rash_sudden'] },
} as const;

/** A partner submits a case. */
export async function submit(
  client: ApiClient,
  given: Readonly<Record<string, unknown>> = {},
  token = PARTNER,
): Promise<ShownCase> {
  const variables = { input: submission(given) };
  return (await client.ask<{ submitCase: ShownCase }>(token, SUBMIT, variables)).submitCase;
}

/** Where the stream of events stands now, as somebody who may follow it is told. */
export async function streamCursor(client: ApiClient, token: string): Promise<string> {
  const document = '{ escalations(first: 1) { streamCursor } }';
  type Listed = { escalations: { streamCursor: string } };
  return (await client.ask<Listed>(token, document)).escalations.streamCursor;
}
