import sharp from 'sharp';
import { DEMO_API_CLIENTS } from '../../seed/demo-accounts';
import { DEMO_CONDITIONS } from '../../reference/demo/demo-conditions';
import { DEMO_SIZE_PX, drawLesions } from '../../reference/demo/demo-pictures';
import { seededRandom } from '../../seeded-random';

const SEED = 5;
const JPEG = 'image/jpeg';
const [PARTNER] = DEMO_API_CLIENTS;
const UPLOAD = 'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { id url } }';
const SUBMIT = `mutation ($input: SubmitCaseInput!) {
  submitCase(input: $input) { id assessment { revision source limitations } }
}`;

/** A case that was handed in, and what the partner waited for. */
export interface Submitted {
  readonly caseId: string;
  /** Of the call that opens, assesses and answers; not of the upload before it. */
  readonly ms: number;
}

/** An EHR system that hands in one whole case, with a picture, per call. */
export type Partner = () => Promise<Submitted>;

/** Draws its one picture, then is ready to submit it again and again to the server whose GraphQL has this address. */
export async function createPartner(graphqlUrl: string): Promise<Partner> {
  const picture = await drawPicture();
  return async () => {
    const input = { purpose: 'IMAGE', mimeType: JPEG, byteLength: picture.length };
    const { requestUpload } = await ask<{ requestUpload: { id: string; url: string } }>(UPLOAD, { input });
    await put(requestUpload.url);
    const startedMs = performance.now();
    const { submitCase } = await ask<{ submitCase: { id: string } }>(SUBMIT, {
      input: submission(requestUpload.id),
    });
    return { caseId: submitCase.id, ms: performance.now() - startedMs };
  };

  async function ask<T>(query: string, variables: object): Promise<T> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${PARTNER.key}` };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(graphqlUrl, { method: 'POST', headers, body });
    const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
    if (data == null || errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The ticket carries the public address; what listens here is on a port that was free. */
  async function put(ticketUrl: string): Promise<void> {
    const { pathname, search } = new URL(ticketUrl);
    const headers = { 'content-type': JPEG, authorization: `Bearer ${PARTNER.key}` };
    const url = new URL(pathname + search, graphqlUrl);
    const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(picture) });
    if (response.status !== 204) throw new Error(`The upload was answered with ${response.status}.`);
  }
}

function submission(uploadId: string) {
  return {
    facilityId: PARTNER.facilityId,
    language: 'en',
    patient: { ageYears: 40 },
    narrative: 'A red itchy patch on my arm since two weeks.',
    findings: { bodySites: ['ARM'], duration: 'ONE_TO_FOUR_WEEKS', present: ['itch'], absent: ['fever'] },
    consents: ['CARE', 'IMAGE_CAPTURE'],
    images: [{ uploadId, shotType: 'CLOSE_UP' }],
    idempotencyKey: crypto.randomUUID(),
  };
}

function drawPicture(): Promise<Buffer> {
  const eczema = DEMO_CONDITIONS.find(({ name }) => name === 'Eczema');
  if (eczema === undefined) throw new Error('The demonstration set has no eczema.');
  const raw = { width: DEMO_SIZE_PX, height: DEMO_SIZE_PX, channels: 3 } as const;
  const drawn = sharp(drawLesions(eczema.style, 3, seededRandom(SEED)), { raw });
  return drawn.resize(600).jpeg().toBuffer();
}
