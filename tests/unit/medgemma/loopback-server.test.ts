import { answerText } from '../../../scripts/medgemma/answer-text';
import { Behaviour, MARKER, markerOf } from '../../../scripts/medgemma/behaviours';
import { PredictionsShape } from '../../../scripts/medgemma/envelope';
import {
  type LoopbackMedGemma,
  type LoopbackOptions,
  startLoopbackMedGemma,
} from '../../../scripts/medgemma/loopback-server';
import { LOOPBACK_TOKEN } from '../../../scripts/medgemma/token-endpoint';
import {
  GENERATE_PATH,
  generateBody,
  OPENAI_PATH,
  openAiBody,
  post,
  PREDICT_PATH,
  predictBody,
  SYSTEM,
  USER,
} from '../../support/model-requests';

let server: LoopbackMedGemma;
const start = async (options: LoopbackOptions = {}): Promise<void> => {
  server = await startLoopbackMedGemma(options);
};
afterEach(() => server.close());

interface Completion {
  readonly choices: [{ readonly message: { readonly content: string } }];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

const ask = (body: unknown = openAiBody(), signal?: AbortSignal): Promise<Response> =>
  post(server.url, OPENAI_PATH, body, {}, signal);
const textOf = async (response: Response): Promise<string> =>
  ((await response.json()) as Completion).choices[0].message.content;
const GOOD = answerText(Behaviour.GOOD, `${SYSTEM}\n${USER}`);

describe('a good answer', () => {
  it('repeats the candidates of the evidence, the same on every wire', async () => {
    await start();
    expect(JSON.parse(GOOD)).toMatchObject({
      candidates: [
        { name: 'Psoriasis', probability: 0.45 },
        { name: 'Eczema', probability: 0.18 },
      ],
      urgency: 'ROUTINE',
    });
    await expect(ask().then(textOf)).resolves.toBe(GOOD);
    const predicted = (await (await post(server.url, PREDICT_PATH, predictBody())).json()) as object;
    expect(predicted).toMatchObject({ predictions: { choices: [{ message: { content: GOOD } }] } });
    const generated = (await (await post(server.url, GENERATE_PATH, generateBody())).json()) as object;
    expect(generated).toMatchObject({
      candidates: [{ content: { role: 'model', parts: [{ text: GOOD }] } }],
      usageMetadata: { candidatesTokenCount: Math.ceil(GOOD.length / 4) },
    });
    expect(server.violations).toEqual([]);
  });

  it.each([
    [PredictionsShape.ARRAY, [{ choices: [{ message: { content: GOOD } }] }]],
    [PredictionsShape.STRINGS, [GOOD]],
  ])('comes in predictions that are an %s', async (predictionsShape, predictions) => {
    await start({ predictionsShape });
    const response = await post(server.url, PREDICT_PATH, predictBody());
    await expect(response.json()).resolves.toMatchObject({ predictions });
  });

  it('counts a picture as 256 tokens', async () => {
    await start();
    const { usage } = (await (await ask()).json()) as Completion;
    expect(usage).toMatchObject({ prompt_tokens: Math.ceil(`${SYSTEM}\n${USER}`.length / 4) });
  });

  it('names the head of the closed list where there is no evidence', () => {
    const question = '{"closedList": ["Acne", "Tinea", "Psoriasis", "Eczema", "Melanoma"]}';
    const { candidates } = JSON.parse(answerText(Behaviour.GOOD, question)) as { candidates: object[] };
    expect(candidates).toMatchObject([{ name: 'Acne' }, { name: 'Tinea' }, { name: 'Psoriasis' }]);
  });
});

describe('a misbehaviour', () => {
  it.each([
    [Behaviour.RATE_LIMITED, 429, '7'],
    [Behaviour.SERVER_ERROR, 500, null],
    [Behaviour.NO_JSON_SCHEMA, 400, null],
    [Behaviour.PROMPT_ONLY, 400, null],
  ])('%s is a status', async (behaviour, status, retryAfter) => {
    await start({ script: [behaviour], retryAfterSeconds: 7 });
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(await response.text()).toContain(markerOf(behaviour));
    expect(server.violations).toEqual([]);
  });

  it('NO_JSON_SCHEMA takes guided_json, PROMPT_ONLY no schema at all', async () => {
    await start({ script: [Behaviour.NO_JSON_SCHEMA, Behaviour.PROMPT_ONLY, Behaviour.PROMPT_ONLY] });
    const bare = openAiBody();
    delete bare.response_format;
    const guided = { ...bare, guided_json: { type: 'object' } };
    expect((await ask(guided)).status).toBe(200);
    expect((await ask(guided)).status).toBe(400);
    expect((await ask(bare)).status).toBe(200);
  });

  it('CUT ends the connection in the middle', async () => {
    await start({ script: [Behaviour.CUT] });
    const response = await ask();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('MILLION_TOKENS is a JSON of eight megabytes', async () => {
    await start({ script: [Behaviour.MILLION_TOKENS] });
    const text = await textOf(await ask());
    expect(text.length).toBeGreaterThan(8_000_000);
    expect(text).toContain(markerOf(Behaviour.MILLION_TOKENS));
  });

  it('MILLION_TOKENS stops when nobody reads on', async () => {
    await start({ script: [Behaviour.MILLION_TOKENS] });
    const response = await ask();
    await response.body?.cancel();
    await server.requests[0]?.abandoned;
  });

  it.each([
    Behaviour.DRUG_DOSES,
    Behaviour.CERTAINLY_BENIGN,
    Behaviour.INJECTION_OBEYED,
    Behaviour.WRONG_SCHEMA,
    Behaviour.HALF_JSON,
    Behaviour.REPAIRABLE,
  ])('%s is marked', async (behaviour) => {
    await start({ script: [behaviour] });
    const text = await textOf(await ask());
    expect(text).toContain(markerOf(behaviour));
  });

  it.each([
    Behaviour.GOOD,
    Behaviour.WITH_THOUGHTS,
    Behaviour.URGENCY_LOWERED,
    Behaviour.UNKNOWN_CONDITIONS,
    Behaviour.MALIGNANT,
  ])('%s is not marked: it may be believed', async (behaviour) => {
    await start({ script: [behaviour] });
    expect(await textOf(await ask())).not.toContain(MARKER);
  });

  it('GARBAGE_ENVELOPE is JSON of no wire', async () => {
    await start({ script: [Behaviour.GARBAGE_ENVELOPE] });
    await expect(ask().then(textOf)).rejects.toThrow();
  });

  it('HANG hangs until it is let go, and notices who goes away', async () => {
    await start({ script: [Behaviour.HANG] });
    const impatient = new AbortController();
    const [given, abandoned] = [ask(), ask(openAiBody(), impatient.signal).catch(() => 'gave up')];
    await server.waitForRequests(2);
    expect(server.mostAtOnce()).toBe(2);
    impatient.abort();
    await expect(abandoned).resolves.toBe('gave up');
    await Promise.race(server.requests.map((request) => request.abandoned));
    server.release();
    await expect(given.then(textOf)).resolves.toBe(GOOD);
  });

  it('SLOW answers well in the end', async () => {
    await start({ script: [Behaviour.SLOW], slowMs: 1 });
    await expect(ask().then(textOf)).resolves.toBe(GOOD);
  });
});

describe('the script', () => {
  const statuses = async (count: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let asked = 0; asked < count; asked += 1) seen.push((await ask()).status);
    return seen;
  };

  it('is played in order, and its last behaviour stays', async () => {
    await start({ script: [Behaviour.SERVER_ERROR, Behaviour.RATE_LIMITED, Behaviour.GOOD] });
    await expect(statuses(4)).resolves.toEqual([500, 429, 200, 200]);
    server.behave(Behaviour.SERVER_ERROR);
    await expect(statuses(2)).resolves.toEqual([500, 500]);
  });

  it('may be chosen by what is asked', async () => {
    await start({ script: [Behaviour.SERVER_ERROR] });
    server.behaveBy(({ text }) => (text.includes('Psoriasis') ? Behaviour.GOOD : null));
    const other = {
      ...openAiBody(),
      messages: [
        { role: 'system', content: 'a' },
        { role: 'user', content: 'b' },
      ],
    };
    expect((await ask()).status).toBe(200);
    expect((await ask(other)).status).toBe(500);
  });

  it('knows a request for repair by the answer that it quotes', async () => {
    await start({ script: [Behaviour.REPAIRABLE, Behaviour.HALF_JSON, Behaviour.SERVER_ERROR] });
    const quoting = (answer: string): Record<string, unknown> => ({
      ...openAiBody(),
      messages: [
        { role: 'system', content: SYSTEM },
        { role: 'user', content: `${USER}\nThis was not JSON: ${JSON.stringify(answer)}` },
      ],
    });
    const first = await textOf(await ask());
    await expect(ask(quoting(first)).then(textOf)).resolves.toBe(GOOD);
    const second = await textOf(await ask());
    await expect(ask(quoting(second)).then(textOf)).resolves.toContain(MARKER);
    expect(server.requests.map(({ isRepair }) => isRepair)).toEqual([false, true, false, true]);
    expect((await ask()).status).toBe(500);
  });

  it('takes orders at /behave, and no others', async () => {
    await start();
    expect((await post(server.url, '/behave', { behaviours: ['SERVER_ERROR'] })).status).toBe(200);
    expect((await ask()).status).toBe(500);
    expect((await post(server.url, '/behave', { behaviours: ['KIND'] })).status).toBe(400);
    expect((await post(server.url, '/behave', 'GOOD')).status).toBe(400);
    expect((await ask()).status).toBe(500);
  });
});

describe('what the server watches for', () => {
  it('answers what is malformed with a status and remembers it', async () => {
    await start();
    expect((await ask({ ...openAiBody(), stream: true })).status).toBe(400);
    expect((await post(server.url, '/v1/models', {})).status).toBe(404);
    expect((await post(server.url, PREDICT_PATH, predictBody(), { authorization: 'none' })).status).toBe(401);
    expect(server.violations).toEqual([
      'body: Unrecognized key: "stream"',
      'path: belongs to no wire',
      'authorization: is no bearer token',
    ]);
    expect(server.requests.map(({ behaviour }) => behaviour)).toEqual([null, null, null]);
  });

  it('refuses forbidden texts in any case and behind escapes', async () => {
    await start();
    server.forbid(['asha mwangi', 'José', 'Ng']);
    const saying = (text: string): Record<string, unknown> => ({
      ...openAiBody(),
      messages: [
        { role: 'system', content: 'a' },
        { role: 'user', content: text },
      ],
    });
    expect((await ask()).status).toBe(200);
    expect((await ask(saying('My name is Asha Mwangi.'))).status).toBe(400);
    expect((await ask(saying('{"said": "jos\\u00e9"}'))).status).toBe(400);
    expect((await ask(saying('Mr. NG'))).status).toBe(400);
    expect((await ask(saying('It is itching.'))).status).toBe(200);
    expect(server.violations).toHaveLength(3);
  });

  it('refuses a schema that a good answer does not fit', async () => {
    await start();
    const schema = { type: 'object', required: ['diagnosis'], properties: { diagnosis: { type: 'string' } } };
    const body = openAiBody();
    body.response_format = { type: 'json_schema', json_schema: { name: 'a', strict: true, schema } };
    expect((await ask(body)).status).toBe(400);
    expect(server.violations).toEqual(['schema: a good answer does not fit it']);
  });

  it('remembers no texts where it is told not to', async () => {
    await start({ keepTexts: false });
    await ask();
    expect(server.requests).toMatchObject([
      { text: '', wire: 'openai', behaviour: 'GOOD', authorization: 'Bearer key' },
    ]);
  });

  it('gives a token for credentials', async () => {
    await start();
    const form = (grant: string): Promise<Response> =>
      fetch(`${server.url}/token`, { method: 'POST', body: new URLSearchParams({ grant_type: grant }) });
    const given = await form('urn:ietf:params:oauth:grant-type:jwt-bearer');
    await expect(given.json()).resolves.toMatchObject({ access_token: LOOPBACK_TOKEN });
    expect((await form('password')).status).toBe(400);
  });
});
