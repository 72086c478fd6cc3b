import sharp from 'sharp';
import { checkRequest, type ReceivedRequest } from '../../../scripts/medgemma/check-request/check-request';
import {
  dataUri,
  GENERATE_PATH,
  generateBody,
  OPENAI_PATH,
  openAiBody,
  picture,
  PREDICT_PATH,
  predictBody,
  SCHEMA,
  SYSTEM,
  USER,
} from '../../support/model-requests';

type Json = Record<string, unknown>;

const HEADERS = { 'content-type': 'application/json', authorization: 'Bearer key' };
const VERTEX_CHAT_PATH = '/v1beta1/projects/p/locations/r/endpoints/7/chat/completions';

/** What the checker says of a request: nothing, where it is well-formed. */
async function breaches(
  path: string,
  body: unknown,
  change: Partial<ReceivedRequest> = {},
  apiKey: string | null = null,
): Promise<string[]> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const checked = await checkRequest(
    { method: 'POST', path, headers: HEADERS, body: bytes, ...change },
    apiKey,
  );
  return checked.ok ? [] : checked.error.map(({ what }) => what);
}

/** A copy in which the value at a path ("messages.1.role") is another one; undefined takes it away. */
function altered(body: Json, path: string, value: unknown): Json {
  const copy = structuredClone(body);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<Json>((inner, key) => inner[key] as Json, copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

describe('a well-formed request', () => {
  it.each([
    ['openai', OPENAI_PATH, openAiBody()],
    ['openai at an endpoint of Vertex AI', VERTEX_CHAT_PATH, { ...openAiBody(), model: '' }],
    ['vertex-predict', PREDICT_PATH, predictBody()],
    ['vertex-generate', GENERATE_PATH, generateBody()],
    [
      'vertex-generate of a published model',
      '/v1/projects/p/locations/r/publishers/google/models/m:generateContent',
      generateBody(),
    ],
  ])('of %s is taken', async (_, path, body) => {
    await expect(breaches(path, body)).resolves.toEqual([]);
  });

  it('may carry one JPEG of 896 px', async () => {
    const jpeg = await picture(896, 600);
    await expect(breaches(OPENAI_PATH, openAiBody(dataUri(jpeg)))).resolves.toEqual([]);
    await expect(breaches(PREDICT_PATH, predictBody(dataUri(jpeg)))).resolves.toEqual([]);
    await expect(breaches(GENERATE_PATH, generateBody(jpeg))).resolves.toEqual([]);
  });

  it.each(['guided_json', 'structured_outputs'])('may hold the answer to a schema by %s', async (field) => {
    const schema = field === 'guided_json' ? SCHEMA : { json: SCHEMA };
    const body = altered(altered(openAiBody(), 'response_format', undefined), field, schema);
    await expect(breaches(OPENAI_PATH, body)).resolves.toEqual([]);
  });

  it('gives the same texts on every wire', async () => {
    for (const [path, body] of [
      [OPENAI_PATH, openAiBody()],
      [PREDICT_PATH, predictBody()],
      [GENERATE_PATH, generateBody()],
    ] as const) {
      const request = { method: 'POST', path, headers: HEADERS, body: Buffer.from(JSON.stringify(body)) };
      await expect(checkRequest(request, null)).resolves.toMatchObject({
        ok: true,
        value: { system: SYSTEM, user: USER, hasPicture: false },
      });
    }
  });
});

describe('the head of a request', () => {
  it.each([
    ['another method', { method: 'PUT' }, 'method: is not POST'],
    [
      'no content type',
      { headers: { authorization: 'Bearer key' } },
      'content-type: is not application/json',
    ],
    [
      'another content type',
      { headers: { ...HEADERS, 'content-type': 'text/plain' } },
      'content-type: is not application/json',
    ],
    [
      'no bearer',
      { headers: { ...HEADERS, authorization: 'Basic a2V5' } },
      'authorization: is no bearer token',
    ],
    [
      'an empty bearer',
      { headers: { ...HEADERS, authorization: 'Bearer ' } },
      'authorization: is no bearer token',
    ],
    ['another path', { path: '/v1/completions' }, 'path: belongs to no wire'],
    ['a query', { path: `${OPENAI_PATH}?key=k` }, 'path: belongs to no wire'],
    ['a body over 10 MB', { body: Buffer.alloc(10 * 1024 * 1024 + 1) }, 'body: 10485761 bytes'],
  ] as [string, Partial<ReceivedRequest>, string][])('is refused with %s', async (_, change, breach) => {
    await expect(breaches(OPENAI_PATH, openAiBody(), change)).resolves.toEqual([breach]);
  });

  it('needs a bearer on Vertex AI, and elsewhere where a key was agreed on', async () => {
    const anonymous = { headers: { 'content-type': 'application/json' } };
    await expect(breaches(OPENAI_PATH, openAiBody(), anonymous)).resolves.toEqual([]);
    await expect(breaches(OPENAI_PATH, openAiBody(), anonymous, 'key')).resolves.toEqual([
      'authorization: is missing',
    ]);
    await expect(breaches(PREDICT_PATH, predictBody(), anonymous)).resolves.toEqual([
      'authorization: is missing',
    ]);
    await expect(breaches(GENERATE_PATH, generateBody(), anonymous)).resolves.toEqual([
      'authorization: is missing',
    ]);
    await expect(breaches(OPENAI_PATH, openAiBody(), {}, 'another')).resolves.toEqual([
      'authorization: is not the key that was agreed on',
    ]);
  });
});

const WELL_FORMED = {
  openai: [OPENAI_PATH, openAiBody()],
  'vertex-predict': [PREDICT_PATH, predictBody()],
  'vertex-generate': [GENERATE_PATH, generateBody()],
} as const;

/** Changes to a well-formed body, each of which alone must be refused. */
const MALFORMED: readonly (readonly [wire: keyof typeof WELL_FORMED, changed: string, value: unknown])[] = [
  ...['model', 'messages', 'max_tokens', 'temperature'].map((field) => ['openai', field, undefined] as const),
  ['openai', 'model', ''],
  ['openai', 'stream', true],
  ['openai', 'temperature', 0.2],
  ['openai', 'max_tokens', 0],
  ['openai', 'max_tokens', 8193],
  ['openai', 'messages.0.role', 'developer'],
  ['openai', 'messages.0.name', 'paa'],
  ['openai', 'messages.0.content', ''],
  ['openai', 'messages.1.role', 'assistant'],
  ['openai', 'messages.1.content', []],
  ['openai', 'messages.2', { role: 'user', content: 'More.' }],
  ['openai', 'guided_json', SCHEMA],
  ['openai', 'response_format.type', 'json_object'],
  ['openai', 'response_format.json_schema.name', 'not a name'],
  ['openai', 'response_format.json_schema.schema.type', 'thing'],
  ['openai', 'response_format.json_schema.schema.require', []],
  ['vertex-predict', 'parameters', {}],
  ['vertex-predict', 'instances.1', predictBody()],
  ['vertex-predict', 'instances.0.@requestFormat', 'textGeneration'],
  ['vertex-predict', 'instances.0.response_format', {}],
  ['vertex-predict', 'instances.0.temperature', 1],
  ['vertex-predict', 'instances.0.messages.0.role', 'user'],
  ['vertex-generate', 'systemInstruction.role', 'user'],
  ['vertex-generate', 'contents', []],
  ['vertex-generate', 'contents.0.role', 'model'],
  ['vertex-generate', 'contents.0.parts', []],
  ['vertex-generate', 'contents.0.parts.1', { text: 'More.' }],
  ['vertex-generate', 'generationConfig.candidateCount', 2],
  ['vertex-generate', 'generationConfig.responseSchema', { type: 'object' }],
  ['vertex-generate', 'tools', []],
];

describe('the body of a request', () => {
  it.each(MALFORMED)('of %s is refused with another %s: %j', async (wire, changed, value) => {
    const [path, body] = WELL_FORMED[wire];
    await expect(breaches(path, body)).resolves.toEqual([]);
    await expect(breaches(path, altered(body, changed, value))).resolves.not.toEqual([]);
  });

  it('is refused when it is no JSON, and not repeated', async () => {
    await expect(breaches(OPENAI_PATH, '{"model": Asha')).resolves.toEqual(['body: is no JSON']);
    const told = await breaches(OPENAI_PATH, altered(openAiBody(), 'messages.1.role', 'Asha Mwangi'));
    expect(told).not.toHaveLength(0);
    expect(told.join()).not.toContain('Asha');
  });

  it('takes an OpenAPI schema for generateContent only beside the type of the answer', async () => {
    const schema = { type: 'OBJECT', properties: { urgency: { type: 'STRING', enum: ['SOON'] } } };
    const body = altered(generateBody(), 'generationConfig.responseSchema', schema);
    await expect(breaches(GENERATE_PATH, body)).resolves.toEqual([]);
    await expect(
      breaches(GENERATE_PATH, altered(body, 'generationConfig.responseMimeType', undefined)),
    ).resolves.toEqual(['responseSchema: without responseMimeType']);
  });
});

describe('the picture of a request', () => {
  it.each([
    ['of 897 px', async () => dataUri(await picture(600, 897)), 'picture: 897 px, more than it may have'],
    [
      'that is a PNG',
      async () => dataUri(await picture(9, 9, 'png'), 'image/png'),
      'picture: is not a data URI of a JPEG in base64',
    ],
    [
      'that is a PNG and says otherwise',
      async () => dataUri(await picture(9, 9, 'png')),
      'picture: its bytes are not a JPEG',
    ],
    [
      'at an address',
      () => Promise.resolve('https://example.org/a.jpg'),
      'picture: is not a data URI of a JPEG in base64',
    ],
    [
      'that is none',
      () => Promise.resolve(dataUri(Buffer.from('no picture'))),
      'picture: its bytes are not a JPEG',
    ],
  ])('%s is refused', async (_, uri, breach) => {
    await expect(breaches(OPENAI_PATH, openAiBody(await uri()))).resolves.toEqual([breach]);
    await expect(breaches(PREDICT_PATH, predictBody(await uri()))).resolves.toEqual([breach]);
  });

  it('must carry no metadata', async () => {
    const named = await sharp(await picture(9, 9))
      .withExif({ IFD0: { Copyright: 'Asha Mwangi' } })
      .jpeg()
      .toBuffer();
    await expect(breaches(GENERATE_PATH, generateBody(named))).resolves.toEqual([
      'picture: carries metadata',
    ]);
  });

  it('stands before the text, and alone', async () => {
    const uri = dataUri(await picture(9, 9));
    const [image, text] = (openAiBody(uri).messages as [Json, { content: [Json, Json] }])[1].content;
    for (const content of [[text, image], [image, image, text], [image]]) {
      const body = altered(openAiBody(uri), 'messages.1.content', content);
      await expect(breaches(OPENAI_PATH, body)).resolves.toHaveLength(1);
    }
    const twice = generateBody(await picture(9, 9));
    const parts = (twice.contents as [{ parts: [Json, Json] }])[0].parts;
    for (const order of [
      [parts[1], parts[0]],
      [parts[0], parts[0], parts[1]],
    ]) {
      await expect(breaches(GENERATE_PATH, altered(twice, 'contents.0.parts', order))).resolves.toHaveLength(
        1,
      );
    }
  });
});
