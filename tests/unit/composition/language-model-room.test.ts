import { openLanguageModel } from '../../../src/composition/language-model-room';
import { settingsSchema } from '../../../src/config/settings';
import { createMetrics } from '../../../src/observability';

const logger = { info: jest.fn(), warn: jest.fn(), error: jest.fn(), debug: jest.fn() };
const usual = { ...settingsSchema.shape.medgemma.parse({}), wire: null };
const configured = { ...usual, wire: 'openai', baseUrl: 'http://127.0.0.1:9/v1' } as const;

function open(medgemma: Parameters<typeof openLanguageModel>[0]['medgemma'], useMocks = false) {
  return openLanguageModel({ medgemma, useMocks }, { metrics: createMetrics(), logger });
}

it('asks the model that is configured, also where stand-ins are wanted', () => {
  const { languageModel, describeLanguageModel } = open(configured, true);
  expect(languageModel.kind).toBe('CONFIGURED');
  expect(describeLanguageModel()).toEqual({
    model: expect.stringContaining(configured.modelId) as unknown,
    promptVersion: expect.stringMatching(/^assess-1@[0-9a-f]{12}$/) as unknown,
    isCircuitOpen: false,
  });
});

it('has a stand-in where one is wanted and nothing is configured, and else nobody', () => {
  expect(open(usual, true).languageModel).toEqual({ kind: 'STAND_IN', name: 'MedGemma' });
  expect(open(usual).languageModel).toEqual({ kind: 'ABSENT' });
  expect(open(usual).describeLanguageModel()).toBeNull();
});

it('does not begin with a prompt that has mistakes, and says which', () => {
  expect(() => open({ ...configured, prompt: 'configs/red-flags.yaml' })).toThrow('red-flags.yaml');
  expect(() => open({ ...configured, prompt: 'configs/prompts/none.yaml' })).toThrow('none.yaml');
});

it('tells when the circuit opens', async () => {
  const { languageModel, describeLanguageModel } = open({ ...configured, timeoutMs: 100 });
  if (languageModel.kind !== 'CONFIGURED') throw new Error('It is not configured.');
  const question = { system: '', user: '', pictureJpeg: null, answerSchema: {}, maxOutputTokens: 1 };
  while (describeLanguageModel()?.isCircuitOpen === false) {
    const answer = await languageModel.wire.ask(question, new AbortController().signal);
    expect(answer.ok).toBe(false);
  }
  expect(logger.warn).toHaveBeenCalledTimes(1);
});
