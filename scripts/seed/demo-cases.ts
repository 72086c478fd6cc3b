/**
 * `node dist/scripts/seed/demo-cases.js`: three invented cases, sent through the public API like any partner's, so that
 * the queue has something in it. Idempotent: a case whose patient is known is not sent again.
 */
import sharp from 'sharp';
import { DEMO_CONDITIONS } from '../reference/demo/demo-conditions';
import { DEMO_SIZE_PX, drawLesions } from '../reference/demo/demo-pictures';
import { seededRandom } from '../seeded-random';
import { DEMO_API_CLIENTS, DEMO_FACILITIES } from './demo-accounts';

interface DemoCase {
  readonly externalId: string;
  readonly ageYears: number;
  readonly sexAtBirth: 'FEMALE' | 'MALE';
  readonly narrative: string;
  readonly findings: Readonly<Record<string, unknown>>;
  /** Condition of the demonstration set that the picture is drawn after, with another chance than any of the set. */
  readonly picture: string | null;
}

const DEMO_CASES: readonly DemoCase[] = [
  {
    externalId: 'DEMO-1',
    ageYears: 61,
    sexAtBirth: 'FEMALE',
    narrative: 'The dark mole on my leg has been growing for some months and its colour has changed.',
    findings: {
      bodySites: ['LEG'],
      textures: ['RAISED_OR_BUMPY'],
      duration: 'THREE_TO_TWELVE_MONTHS',
      progression: 'WORSENING',
      present: ['pigmented', 'size_change', 'colour_irregular'],
      absent: ['itch', 'fever'],
    },
    picture: 'Melanoma',
  },
  {
    externalId: 'DEMO-2',
    ageYears: 24,
    sexAtBirth: 'MALE',
    narrative: 'Itchy welts came up all over after a wasp sting, and now I wheeze.',
    findings: {
      bodySites: ['WIDESPREAD'],
      duration: 'ONE_DAY',
      present: ['hives_or_rash_sudden', 'wheeze', 'itch'],
      absent: ['fever'],
    },
    picture: null,
  },
  {
    externalId: 'DEMO-3',
    ageYears: 33,
    sexAtBirth: 'FEMALE',
    narrative: 'I have had dry itchy patches in the bend of my arm for two weeks.',
    findings: {
      bodySites: ['ARM'],
      textures: ['ROUGH_OR_FLAKY'],
      duration: 'ONE_TO_FOUR_WEEKS',
      progression: 'STABLE',
      present: ['itch'],
      absent: ['fever', 'blisters', 'painful_skin'],
    },
    picture: 'Eczema',
  },
];

const KNOWN = `query ($id: String!) { cases(filter: { patientExternalId: $id }, first: 1) { edges { node { number } } } }`;
const UPLOAD = `mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { id url } }`;
const SUBMIT = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { number urgency assessment { limitations } } }`;

const [{ key }] = DEMO_API_CLIENTS;
const authorization = `Bearer ${key}`;

async function main(baseUrl: string): Promise<void> {
  for (const demo of DEMO_CASES) {
    const known = await ask<{ cases: { edges: { node: { number: string } }[] } }>(baseUrl, KNOWN, {
      id: demo.externalId,
    });
    const number = known.cases.edges[0]?.node.number;
    if (number !== undefined) {
      console.log(`${number} (${demo.externalId}): there from before`);
      continue;
    }
    const { submitCase } = await ask<{ submitCase: { number: string; urgency: string } }>(baseUrl, SUBMIT, {
      input: await submissionOf(baseUrl, demo),
    });
    console.log(`${submitCase.number} (${demo.externalId}): assessed as ${submitCase.urgency}`);
  }
}

async function submissionOf(baseUrl: string, demo: DemoCase) {
  const { externalId, ageYears, sexAtBirth, narrative, findings, picture } = demo;
  return {
    facilityId: DEMO_FACILITIES.north.id,
    language: 'en',
    patient: { externalId, ageYears, sexAtBirth },
    narrative,
    findings,
    images: picture === null ? [] : [{ uploadId: await upload(baseUrl, picture), shotType: 'CLOSE_UP' }],
    consents: ['CARE', 'IMAGE_CAPTURE'],
    idempotencyKey: `demo-case-${externalId}-${Date.now()}`,
  };
}

async function upload(baseUrl: string, conditionName: string): Promise<string> {
  const condition = DEMO_CONDITIONS.find(({ name }) => name === conditionName);
  if (condition === undefined) throw new Error(`The demonstration set has no ${conditionName}.`);
  const pixels = drawLesions(condition.style, 3, seededRandom(77));
  const raw = { width: DEMO_SIZE_PX, height: DEMO_SIZE_PX, channels: 3 } as const;
  const bytes = await sharp(pixels, { raw }).resize(640).jpeg().toBuffer();
  const input = { purpose: 'IMAGE', mimeType: 'image/jpeg', byteLength: bytes.length };
  const { requestUpload } = await ask<{ requestUpload: { id: string; url: string } }>(baseUrl, UPLOAD, {
    input,
  });
  const put = await fetch(requestUpload.url, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'image/jpeg' },
    body: new Uint8Array(bytes),
  });
  if (put.status !== 204) throw new Error(`The picture was not taken: HTTP ${put.status}.`);
  return requestUpload.id;
}

async function ask<T>(
  baseUrl: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> {
  const response = await fetch(`${baseUrl}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (data == null || errors !== undefined)
    throw new Error(`The API refused: ${errors?.[0]?.message ?? response.status}`);
  return data;
}

main(process.env.PUBLIC_URL ?? 'http://localhost:8000').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
