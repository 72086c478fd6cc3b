import { createModelWire } from '../../src/language-model';
import { questionOf } from '../support/model-questions';
import { describeModelWire } from '../support/model-wire-contract';

const MODEL = {
  api: 'vertex-generate',
  modelId: 'projects/p-1/locations/europe-west4/endpoints/42',
} as const;

/**
 * Google's library speaks https alone. Here its requests leave as http, past TLS and through all else; the test of
 * application-default credentials goes the whole way in a process of its own.
 */
const fetchAsIs = globalThis.fetch;
const addressOf = (input: string | URL | Request): string =>
  input instanceof Request ? input.url : input.toString();
beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined); // it says of itself that it is out of date
  globalThis.fetch = (input, init) => fetchAsIs(addressOf(input).replace(/^https:/, 'http:'), init);
});
afterAll(() => {
  globalThis.fetch = fetchAsIs;
  jest.restoreAllMocks();
});

describe('MedGemma where Vertex AI offers generateContent', () => {
  describeModelWire({
    settings: MODEL,
    baseUrlOf: (url) => url.replace(/^http:/, 'https:'),
    isCutWhenAborted: false,
    knowsRetryAfter: false,
  });

  it.each([
    [MODEL.modelId, 'https://europe-west4-aiplatform.googleapis.com/v1/'],
    ['projects/p-1/locations/global/publishers/google/models/m', 'https://aiplatform.googleapis.com/v1/'],
  ])('is at its own region: %s', async (modelId, address) => {
    const seen: string[] = [];
    const before = globalThis.fetch;
    globalThis.fetch = (input) => {
      seen.push(addressOf(input));
      return Promise.resolve(Response.json({ candidates: [{ content: { parts: [{ text: '{}' }] } }] }));
    };
    const wire = createModelWire({ api: MODEL.api, modelId, baseUrl: null, apiKey: 'k', maxReplyBytes: 9 });
    const reply = await wire.ask(questionOf(), new AbortController().signal);
    globalThis.fetch = before;
    expect(seen).toEqual([`${address}${modelId}:generateContent`]);
    expect(reply).toEqual({ ok: true, value: { text: '{}', inputTokens: null, outputTokens: null } });
  });
});
