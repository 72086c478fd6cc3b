import { checkRequest } from '../../../scripts/medgemma/check-request/check-request';
import {
  dataUri,
  GENERATE_PATH,
  generateBody,
  OPENAI_PATH,
  openAiBody,
  picture,
  PREDICT_PATH,
  predictBody,
} from '../../support/model-requests';

type Json = Record<string, unknown>;

/** Left out, these leave a request that is well-formed: each at its path. */
const OPTIONAL = ['response_format', 'systemInstruction.role', 'generationConfig.responseMimeType'];
/** What is inside is the answer's form, not the request's. */
const SCHEMA = 'response_format.json_schema.schema';

const headers = { 'content-type': 'application/json', authorization: 'Bearer key' };
const isTaken = async (path: string, body: Json): Promise<boolean> =>
  (await checkRequest({ method: 'POST', path, headers, body: Buffer.from(JSON.stringify(body)) }, null)).ok;

/** Every object of a body with its path, the body itself first. */
function objectsIn(value: unknown, path: readonly string[] = []): { holder: Json; path: string[] }[] {
  if (typeof value !== 'object' || value === null || path.join('.') === SCHEMA) return [];
  const below = Object.entries(value).flatMap(([key, inner]) => objectsIn(inner, [...path, key]));
  return Array.isArray(value) ? below : [{ holder: value as Json, path: [...path] }, ...below];
}

/** A copy of a body that was changed at one of its objects. */
function changedAt(body: Json, index: number, change: (holder: Json) => void): Json {
  const copy = structuredClone(body);
  const holder = objectsIn(copy)[index]?.holder;
  if (holder !== undefined) change(holder);
  return copy;
}

describe.each([
  ['openai', OPENAI_PATH, async () => openAiBody(dataUri(await picture(9, 9)))],
  ['vertex-predict', PREDICT_PATH, async () => predictBody(dataUri(await picture(9, 9)))],
  ['vertex-generate', GENERATE_PATH, async () => generateBody(await picture(9, 9))],
])('a request of %s with a picture', (_, path, bodyOf) => {
  it('is taken', async () => {
    await expect(isTaken(path, await bodyOf())).resolves.toBe(true);
  });

  it('needs each of its fields but those that are known to be optional', async () => {
    const body = await bodyOf();
    const needless: string[] = [];
    for (const [index, { holder, path: at }] of objectsIn(body).entries()) {
      for (const field of Object.keys(holder)) {
        const without = changedAt(body, index, (copy) => delete copy[field]);
        if (await isTaken(path, without)) needless.push([...at, field].join('.'));
      }
    }
    expect(OPTIONAL).toEqual(expect.arrayContaining(needless));
  });

  it('takes no field more anywhere', async () => {
    const body = await bodyOf();
    for (const [index] of objectsIn(body).entries()) {
      const withMore = changedAt(body, index, (copy) => (copy.more = true));
      await expect(isTaken(path, withMore)).resolves.toBe(false);
    }
  });
});
