import { Behaviour, MARKER } from '../../scripts/medgemma/behaviours';
import { startLoopbackMedGemma, type LoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import { createModelWire, type ModelSettings, type ModelWire } from '../../src/language-model';
import { questionOf } from './model-questions';
import { plain } from './pictures';

export interface WireContract {
  readonly settings: Pick<ModelSettings, 'api' | 'modelId'>;
  /** Of the server's own address. */
  readonly baseUrlOf: (url: string) => string;
  /** Whether the connection is closed once nobody waits for the answer; else it is left to end unheard. */
  readonly isCutWhenAborted: boolean;
  /** Whether what a busy server asks to wait is known. */
  readonly knowsRetryAfter: boolean;
}

const KEY = 'contract-key';
const MAX_REPLY_BYTES = 64 * 1024;
const BENT_WITH_TEXT = [Behaviour.HALF_JSON, Behaviour.WRONG_SCHEMA, Behaviour.DRUG_DOSES] as const;

/** What every wire promises, against a server that refuses all that does not keep to the wire's form. */
export function describeModelWire(contract: WireContract): void {
  let loopback: LoopbackMedGemma;
  let wire: ModelWire;
  const never = new AbortController().signal;
  const wireWith = (given: Partial<ModelSettings> = {}): ModelWire =>
    createModelWire({
      ...contract.settings,
      baseUrl: contract.baseUrlOf(loopback.url),
      apiKey: KEY,
      maxReplyBytes: MAX_REPLY_BYTES,
      ...given,
    });

  beforeEach(async () => {
    loopback = await startLoopbackMedGemma({ apiKey: KEY, retryAfterSeconds: 2 });
    wire = wireWith();
  });
  afterEach(() => loopback.close());

  it('names the model and how it was asked', () => {
    expect(wire.modelName).toBe(`${contract.settings.modelId} (${contract.settings.api})`);
  });

  it.each([false, true])('asks as the server wants to be asked, with a picture: %s', async (hasPicture) => {
    const pictureJpeg = hasPicture ? await plain(896, 600, [180, 140, 120]).jpeg().toBuffer() : null;
    const question = questionOf({ pictureJpeg });
    const reply = await wire.ask(question, never);
    expect(loopback.violations).toEqual([]);
    expect(reply).toEqual({
      ok: true,
      value: {
        text: expect.stringContaining('"candidates"') as string,
        inputTokens: expect.any(Number) as number,
        outputTokens: expect.any(Number) as number,
      },
    });
    expect(loopback.requests).toMatchObject([
      { hasPicture, authorization: `Bearer ${KEY}`, text: `${question.system}\n${question.user}` },
    ]);
  });

  it.each(BENT_WITH_TEXT)('passes on what the model wrote, were it %s', async (behaviour) => {
    loopback.behave(behaviour);
    expect(await wire.ask(questionOf(), never)).toMatchObject({
      ok: true,
      value: { text: expect.stringContaining(behaviour) as string },
    });
  });

  it.each([
    [Behaviour.RATE_LIMITED, { kind: 'BUSY', detail: 'HTTP 429' }],
    [Behaviour.SERVER_ERROR, { kind: 'UNAVAILABLE', detail: 'HTTP 500' }],
    [Behaviour.CUT, { kind: 'UNAVAILABLE' }],
    [Behaviour.GARBAGE_ENVELOPE, { kind: 'MALFORMED' }],
    [Behaviour.MILLION_TOKENS, { kind: 'MALFORMED', detail: 'longer than may be read' }],
  ] as const)('says of %s that it is %j', async (behaviour, failure) => {
    loopback.behave(behaviour);
    const outcome = await wire.ask(questionOf(), never);
    expect(outcome).toMatchObject({ ok: false, error: failure });
    expect(JSON.stringify(outcome)).not.toContain(MARKER);
    expect(loopback.violations).toEqual([]);
  });

  it('knows how long a busy server asks to wait, where it is told', async () => {
    loopback.behave(Behaviour.RATE_LIMITED);
    const retryAfterMs = contract.knowsRetryAfter ? 2000 : null;
    expect(await wire.ask(questionOf(), never)).toMatchObject({ error: { retryAfterMs } });
  });

  it('ends as soon as nobody waits for the answer', async () => {
    loopback.behave(Behaviour.HANG);
    const caller = new AbortController();
    const asked = wire.ask(questionOf(), caller.signal);
    await loopback.waitForRequests(1);
    caller.abort();
    expect(await asked).toMatchObject({ error: { kind: 'CANCELLED' } });
    if (contract.isCutWhenAborted) await loopback.requests[0]?.abandoned;
  });

  it('asks nothing for somebody who has gone before', async () => {
    expect(await wire.ask(questionOf(), AbortSignal.abort())).toMatchObject({ error: { kind: 'CANCELLED' } });
    await wire.ask(questionOf(), never);
    expect(loopback.requests).toHaveLength(1);
  });

  it('is refused with a wrong key, and says no word of it', async () => {
    const outcome = await wireWith({ apiKey: 'wrong-key' }).ask(questionOf(), never);
    expect(outcome).toEqual({
      ok: false,
      error: { kind: 'REFUSED', detail: 'HTTP 401', retryAfterMs: null },
    });
  });

  it('says that nobody is there', async () => {
    await loopback.close();
    const outcome = await wire.ask(questionOf(), never);
    expect(outcome).toMatchObject({ error: { kind: 'UNAVAILABLE', detail: 'ECONNREFUSED' } });
    loopback = await startLoopbackMedGemma();
  });
}
