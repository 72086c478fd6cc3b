import { answerText } from '../../scripts/medgemma/answer-text';
import { Behaviour, MARKER } from '../../scripts/medgemma/behaviours';
import { SchemaField } from '../../scripts/medgemma/check-request/asked-question';
import { PredictionsShape } from '../../scripts/medgemma/envelope';
import {
  type LoopbackMedGemma,
  type LoopbackOptions,
  startLoopbackMedGemma,
} from '../../scripts/medgemma/loopback-server';
import {
  createModelWire,
  ModelApi,
  ModelFailureKind,
  type ModelQuestion,
  type ModelSettings,
} from '../../src/language-model';
import { picture, SCHEMA, SYSTEM, USER } from '../support/model-requests';

const QUESTION: ModelQuestion = {
  system: SYSTEM,
  user: USER,
  pictureJpeg: null,
  answerSchema: SCHEMA,
  maxOutputTokens: 1500,
};
const GOOD = answerText(Behaviour.GOOD, `${SYSTEM}\n${USER}`);
const NEVER = new AbortController().signal;

type ChatApi = typeof ModelApi.OPENAI | typeof ModelApi.VERTEX_PREDICT;

let server: LoopbackMedGemma;
const start = async (options: LoopbackOptions = {}): Promise<void> => {
  server = await startLoopbackMedGemma({ apiKey: 'key', ...options });
};
afterEach(() => server.close());

function wireOf(api: ChatApi, change: Partial<ModelSettings> = {}): ReturnType<typeof createModelWire> {
  const own =
    api === ModelApi.OPENAI
      ? { modelId: 'google/medgemma-1.5-4b-it', baseUrl: `${server.url}/v1` }
      : { modelId: 'projects/p/locations/europe-west4/endpoints/7', baseUrl: server.url };
  return createModelWire({ api, ...own, apiKey: 'key', maxReplyBytes: 1024 * 1024, ...change });
}

describe.each([ModelApi.OPENAI, ModelApi.VERTEX_PREDICT])('MedGemma by %s', (api) => {
  it('is asked in the form of the wire and understood', async () => {
    await start();
    await expect(wireOf(api).ask(QUESTION, NEVER)).resolves.toEqual({
      ok: true,
      value: {
        text: GOOD,
        inputTokens: Math.ceil(`${SYSTEM}\n${USER}`.length / 4),
        outputTokens: Math.ceil(GOOD.length / 4),
      },
    });
    expect(server.violations).toEqual([]);
    expect(server.requests).toMatchObject([{ wire: api, hasPicture: false, text: `${SYSTEM}\n${USER}` }]);
  });

  it('sees the picture', async () => {
    await start();
    const pictureJpeg = await picture(896, 672);
    await expect(wireOf(api).ask({ ...QUESTION, pictureJpeg }, NEVER)).resolves.toMatchObject({ ok: true });
    expect(server.violations).toEqual([]);
    expect(server.requests).toMatchObject([{ hasPicture: true }]);
  });

  it.each([
    [Behaviour.RATE_LIMITED, ModelFailureKind.BUSY, 7000],
    [Behaviour.SERVER_ERROR, ModelFailureKind.UNAVAILABLE, null],
    [Behaviour.CUT, ModelFailureKind.UNAVAILABLE, null],
    [Behaviour.GARBAGE_ENVELOPE, ModelFailureKind.MALFORMED, null],
    [Behaviour.MILLION_TOKENS, ModelFailureKind.MALFORMED, null],
  ])('that answers with %s fails as %s, and quotes nothing', async (behaviour, kind, retryAfterMs) => {
    await start({ script: [behaviour], retryAfterSeconds: 7 });
    const asked = await wireOf(api).ask(QUESTION, NEVER);
    expect(asked).toMatchObject({ ok: false, error: { kind, retryAfterMs } });
    expect(JSON.stringify(asked)).not.toContain(MARKER);
    expect(server.violations).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('is read no further than may be', async () => {
    await start({ script: [Behaviour.MILLION_TOKENS] });
    await wireOf(api, { maxReplyBytes: 10_000 }).ask(QUESTION, NEVER);
    await server.requests[0]?.abandoned;
  });

  it.each([Behaviour.HALF_JSON, Behaviour.WRONG_SCHEMA, Behaviour.DRUG_DOSES, Behaviour.WITH_THOUGHTS])(
    'is quoted to the letter where it answers %s: judging is not the wire’s business',
    async (behaviour) => {
      await start({ script: [behaviour] });
      const text = answerText(behaviour, `${SYSTEM}\n${USER}`);
      await expect(wireOf(api).ask(QUESTION, NEVER)).resolves.toMatchObject({ ok: true, value: { text } });
    },
  );

  it('is left at once when nobody wants to know any more', async () => {
    await start({ script: [Behaviour.HANG] });
    const caller = new AbortController();
    const asked = wireOf(api).ask(QUESTION, caller.signal);
    await server.waitForRequests(1);
    caller.abort();
    await expect(asked).resolves.toMatchObject({ ok: false, error: { kind: ModelFailureKind.CANCELLED } });
    await server.requests[0]?.abandoned;
  });

  it('refuses another key, and that is not tried again', async () => {
    await start();
    const asked = await wireOf(api, { apiKey: 'another' }).ask(QUESTION, NEVER);
    expect(asked).toMatchObject({ ok: false, error: { kind: ModelFailureKind.REFUSED } });
    expect(JSON.stringify(asked)).not.toContain('another');
    expect(server.requests).toHaveLength(1);
  });

  it('that is not there is UNAVAILABLE', async () => {
    await start();
    const wire = wireOf(api);
    await server.close();
    await expect(wire.ask(QUESTION, NEVER)).resolves.toMatchObject({
      ok: false,
      error: { kind: ModelFailureKind.UNAVAILABLE },
    });
    await start();
  });
});

describe('a server that holds no answer to a schema as OpenAI does', () => {
  const fieldsAsked = (): SchemaField[] => server.requests.map(({ schemaField }) => schemaField);

  it.each([
    [Behaviour.NO_JSON_SCHEMA, [SchemaField.RESPONSE_FORMAT, SchemaField.GUIDED_JSON]],
    [
      Behaviour.PROMPT_ONLY,
      [
        SchemaField.RESPONSE_FORMAT,
        SchemaField.GUIDED_JSON,
        SchemaField.STRUCTURED_OUTPUTS,
        SchemaField.NONE,
      ],
    ],
  ])('%s is asked otherwise, and from then on at once', async (behaviour, fields) => {
    await start({ script: [behaviour] });
    const wire = wireOf(ModelApi.OPENAI);
    await expect(wire.ask(QUESTION, NEVER)).resolves.toMatchObject({ ok: true, value: { text: GOOD } });
    expect(fieldsAsked()).toEqual(fields);
    await wire.ask(QUESTION, NEVER);
    expect(fieldsAsked()).toEqual([...fields, fields.at(-1)]);
    expect(server.violations).toEqual([]);
  });
});

describe('the predictions of a Model Garden endpoint', () => {
  it.each([PredictionsShape.ARRAY, PredictionsShape.STRINGS])('are understood as %s, too', async (shape) => {
    await start({ predictionsShape: shape });
    await expect(wireOf(ModelApi.VERTEX_PREDICT).ask(QUESTION, NEVER)).resolves.toMatchObject({
      ok: true,
      value: { text: GOOD },
    });
  });

  it('have no field for a schema', async () => {
    await start();
    await wireOf(ModelApi.VERTEX_PREDICT).ask(QUESTION, NEVER);
    expect(server.requests).toMatchObject([{ schemaField: SchemaField.NONE }]);
  });
});
