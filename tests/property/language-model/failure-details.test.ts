import fc from 'fast-check';
import { createModelWire, ModelApi, type ModelSettings } from '../../../src/language-model';
import { questionOf } from '../../support/model-questions';

const PROJECT_MODEL = 'projects/p-1/locations/europe-west4/endpoints/42';
const settings: readonly ModelSettings[] = [
  { api: ModelApi.OPENAI, modelId: 'm', baseUrl: 'http://host/v1', apiKey: null, maxReplyBytes: 4096 },
  { api: ModelApi.VERTEX_PREDICT, modelId: PROJECT_MODEL, baseUrl: null, apiKey: 'k', maxReplyBytes: 4096 },
  { api: ModelApi.VERTEX_GENERATE, modelId: PROJECT_MODEL, baseUrl: null, apiKey: 'k', maxReplyBytes: 4096 },
];

/** Long enough to be nobody's code by chance. */
const words = fc.string({ unit: 'grapheme', minLength: 12, maxLength: 60 });

/** Whatever a server or a network may say, with words of the question and of the answer all over it. */
const outcomes = (said: string) =>
  fc.oneof(
    fc.record({
      status: fc.constantFrom(200, 201, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503),
      body: fc.oneof(
        fc.constantFrom(said, `{"half": "${said}`, JSON.stringify({ error: { message: said, code: said } })),
        fc.json().map((json) => `${json}${said}`),
        fc.constantFrom(...envelopesOf(said)),
      ),
    }),
    fc.constantFrom(
      new Error(said),
      new TypeError(said, { cause: new Error(said) }),
      new TypeError('fetch failed', { cause: Object.assign(new Error(said), { code: said }) }),
    ),
  );

function envelopesOf(said: string): string[] {
  return [
    { choices: said },
    { predictions: [{ choices: [{ text: said }] }] },
    { candidates: [{ content: said }] },
  ].map((envelope) => JSON.stringify(envelope));
}

const fetchAsIs = globalThis.fetch;
beforeAll(() => jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => (globalThis.fetch = fetchAsIs));
afterAll(() => jest.restoreAllMocks());

it.each(settings)('no failure of $api has a word of question or answer', async (given) => {
  const wire = createModelWire(given);
  const never = new AbortController().signal;
  await fc.assert(
    fc.asyncProperty(
      words.chain((said) => fc.tuple(fc.constant(said), outcomes(said))),
      words,
      async ([said, outcome], asked) => {
        globalThis.fetch = () =>
          outcome instanceof Error
            ? Promise.reject(outcome)
            : Promise.resolve(new Response(outcome.body, { status: outcome.status, statusText: 'no words' }));
        const result = await wire.ask(questionOf({ system: asked, user: asked }), never);
        if (result.ok) return;
        const { kind, detail, retryAfterMs } = result.error;
        expect(Object.keys(result.error).sort()).toEqual(['detail', 'kind', 'retryAfterMs']);
        expect(`${kind} ${detail} ${retryAfterMs}`).not.toContain(said);
        expect(`${kind} ${detail} ${retryAfterMs}`).not.toContain(asked);
        expect(detail.length).toBeLessThan(60);
      },
    ),
  );
});
