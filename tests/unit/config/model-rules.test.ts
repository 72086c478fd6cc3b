import { modelApiOf, modelProblems } from '../../../src/config/model-rules';
import { settingsSchema } from '../../../src/config/settings';

const ENDPOINT = 'projects/p-1/locations/europe-west4/endpoints/42';
const GEMINI = 'projects/p-1/locations/global/publishers/google/models/tuned';
const VLLM = 'http://vllm:8000/v1';
const group = (given: object) => settingsSchema.shape.medgemma.parse(given);

describe('how the model is asked', () => {
  it.each([
    [{}, null],
    [{ apiKey: 'adc' }, null],
    [{ baseUrl: VLLM }, 'openai'],
    [{ modelId: ENDPOINT }, 'vertex-predict'],
    [{ modelId: GEMINI }, 'vertex-generate'],
    [{ modelId: ENDPOINT, api: 'vertex-generate' }, 'vertex-generate'],
    [{ modelId: ENDPOINT, api: 'OpenAI', baseUrl: VLLM }, 'openai'],
  ])('is decided by %j: %s', (given, wire) => {
    expect(modelApiOf(group(given))).toBe(wire);
  });
});

describe('what cannot work', () => {
  it.each([
    {},
    { baseUrl: VLLM },
    { baseUrl: VLLM, apiKey: 'k' },
    { modelId: ENDPOINT, apiKey: 'adc' },
    { modelId: ENDPOINT, apiKey: 'adc', baseUrl: 'https://42.europe-west4-7.prediction.vertexai.goog' },
    { modelId: ENDPOINT, apiKey: 'token', baseUrl: 'http://127.0.0.1:8089' },
    { modelId: ENDPOINT, apiKey: 'token', baseUrl: 'https://endpoint.of-ours.example' },
    { modelId: GEMINI, apiKey: 'adc' },
    { modelId: GEMINI, apiKey: 'token', baseUrl: 'https://127.0.0.1:8443' },
    { api: 'openai', apiKey: 'adc', baseUrl: 'https://europe-west4-aiplatform.googleapis.com/v1beta1/x' },
  ])('is not %j', (given) => {
    expect(modelProblems(given)).toEqual([]);
  });

  it.each([
    [{ api: 'openai' }, 'MEDGEMMA_BASE_URL'],
    [{ api: 'openai', modelId: ENDPOINT }, 'MEDGEMMA_BASE_URL'],
    [{ modelId: ENDPOINT }, 'MEDGEMMA_API_KEY'],
    [{ modelId: GEMINI }, 'MEDGEMMA_API_KEY'],
    [{ api: 'vertex-predict', apiKey: 'adc' }, 'MEDGEMMA_MODEL_ID'],
    [{ api: 'vertex-predict', apiKey: 'adc', modelId: GEMINI }, 'MEDGEMMA_MODEL_ID'],
    [{ modelId: 'projects/p-1/endpoints/42', apiKey: 'adc' }, 'MEDGEMMA_MODEL_ID'],
    [{ modelId: GEMINI, apiKey: 'token', baseUrl: 'http://host' }, 'MEDGEMMA_BASE_URL'],
    [{ modelId: GEMINI, apiKey: 'token', baseUrl: 'https://host/v1' }, 'MEDGEMMA_BASE_URL'],
    [{ modelId: ENDPOINT, apiKey: 'token', baseUrl: 'http://host' }, 'MEDGEMMA_BASE_URL'],
    [{ modelId: ENDPOINT, apiKey: 'adc', baseUrl: 'https://host' }, 'MEDGEMMA_API_KEY'],
    [{ modelId: GEMINI, apiKey: 'adc', baseUrl: 'https://host' }, 'MEDGEMMA_API_KEY'],
    [{ baseUrl: 'http://somebody:secret@vllm/v1' }, 'MEDGEMMA_BASE_URL'],
    [{ baseUrl: `${VLLM}?version=1` }, 'MEDGEMMA_BASE_URL'],
    [{ baseUrl: `${VLLM}#part` }, 'MEDGEMMA_BASE_URL'],
    [{ baseUrl: VLLM, apiKey: 'two\nlines' }, 'MEDGEMMA_API_KEY'],
    [{ baseUrl: VLLM, apiKey: 'ключ' }, 'MEDGEMMA_API_KEY'],
  ])('is %j, for its %s', (given, variable) => {
    expect(modelProblems(given)).toEqual([expect.stringContaining(variable)]);
  });

  it.each(['http://vllm:8000/v1', 'https://googleapis.com.example.org/v1', 'http://x.googleapis.com/v1'])(
    'is a token of the cloud on its way to %s',
    (baseUrl) => {
      expect(modelProblems({ baseUrl, apiKey: 'adc' })).toEqual([expect.stringContaining('not the cloud')]);
    },
  );

  it('repeats no value', () => {
    const problems = modelProblems({ baseUrl: 'http://somebody:secret@vllm/v1', apiKey: 'adc' });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toMatch(/somebody|secret|vllm/);
  });

  it('is left to the schema where a value is not well-formed', () => {
    expect(modelProblems({ modelId: ENDPOINT, timeoutMs: 'soon' })).toEqual([]);
  });
});
