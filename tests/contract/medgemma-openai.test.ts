import { Behaviour } from '../../scripts/medgemma/behaviours';
import { startLoopbackMedGemma, type LoopbackMedGemma } from '../../scripts/medgemma/loopback-server';
import { createModelWire, type ModelWire } from '../../src/language-model';
import { questionOf } from '../support/model-questions';
import { describeModelWire } from '../support/model-wire-contract';

const MODEL = { api: 'openai', modelId: 'google/medgemma-1.5-4b-it' } as const;
const never = new AbortController().signal;

describe('MedGemma behind vLLM, llama.cpp or Ollama', () => {
  describeModelWire({
    settings: MODEL,
    baseUrlOf: (url) => `${url}/v1/`,
    isCutWhenAborted: true,
    knowsRetryAfter: true,
  });

  describe('that is told what an answer must fit', () => {
    let loopback: LoopbackMedGemma;
    let wire: ModelWire;
    const fieldsAsked = (): readonly string[] => loopback.requests.map(({ schemaField }) => schemaField);

    beforeEach(async () => {
      loopback = await startLoopbackMedGemma();
      const baseUrl = `${loopback.url}/v1`;
      wire = createModelWire({ ...MODEL, baseUrl, apiKey: null, maxReplyBytes: 65_536 });
    });
    afterEach(async () => {
      expect(loopback.violations).toEqual([]);
      await loopback.close();
    });

    it('takes response_format, and needs no key', async () => {
      expect(await wire.ask(questionOf(), never)).toMatchObject({ ok: true });
      expect(loopback.requests).toMatchObject([{ schemaField: 'response_format', authorization: null }]);
    });

    it('is asked the old way where it refuses that, and at once so the next time', async () => {
      loopback.behave(Behaviour.NO_JSON_SCHEMA);
      expect(await wire.ask(questionOf(), never)).toMatchObject({ ok: true });
      expect(await wire.ask(questionOf(), never)).toMatchObject({ ok: true });
      expect(fieldsAsked()).toEqual(['response_format', 'guided_json', 'guided_json']);
    });

    it('is asked by the prompt alone where it knows no way', async () => {
      loopback.behave(Behaviour.PROMPT_ONLY);
      expect(await wire.ask(questionOf(), never)).toMatchObject({ ok: true });
      expect(await wire.ask(questionOf(), never)).toMatchObject({ ok: true });
      expect(fieldsAsked()).toEqual(['response_format', 'guided_json', 'structured_outputs', 'none', 'none']);
    });

    it('is not thought to be old because it is out of order', async () => {
      loopback.behave(Behaviour.SERVER_ERROR, Behaviour.GOOD);
      expect(await wire.ask(questionOf(), never)).toMatchObject({ error: { kind: 'UNAVAILABLE' } });
      expect(await wire.ask(questionOf(), never)).toMatchObject({ ok: true });
      expect(fieldsAsked()).toEqual(['response_format', 'response_format']);
    });
  });

  it('may be an endpoint of Vertex AI, where the address names the model', async () => {
    const loopback = await startLoopbackMedGemma();
    const baseUrl = `${loopback.url}/v1beta1/projects/p-1/locations/europe-west4/endpoints/42`;
    const wire = createModelWire({ ...MODEL, baseUrl, apiKey: 'token', maxReplyBytes: 65_536 });
    expect(await wire.ask(questionOf(), never)).toMatchObject({ ok: true });
    expect(loopback.violations).toEqual([]);
    await loopback.close();
  });
});
