import { resolve } from 'node:path';
import {
  createAbsentLanguageModel,
  createStandInLanguageModel,
  type LanguageModel,
  LanguageModelKind,
} from '../assessment';
import { type Config } from '../config';
import { createModelWire, loadPrompt, withResilience } from '../language-model';
import { type LanguageModelReport } from '../observability';
import { type Engines } from './engines';
import { askWithinMs } from './job-settings';
import { orFail } from './project-file';

interface OpenedLanguageModel {
  readonly languageModel: LanguageModel;
  /** Null where none is configured. */
  describeLanguageModel(this: void): LanguageModelReport | null;
}

/**
 * The model that the settings name, which is not asked anything yet; else what stands in its place. Throws for a prompt that
 * has mistakes: whoever configures a model is to hear of them at the start.
 */
export function openLanguageModel(
  { medgemma, useMocks }: Pick<Config, 'medgemma' | 'useMocks'>,
  { metrics, logger }: Pick<Engines, 'metrics' | 'logger'>,
): OpenedLanguageModel {
  const { wire: api, modelId, baseUrl = null, apiKey = null, maxReplyBytes } = medgemma;
  if (api === null) {
    const languageModel = useMocks ? createStandInLanguageModel() : createAbsentLanguageModel();
    return { languageModel, describeLanguageModel: () => null };
  }
  const prompt = orFail(loadPrompt(resolve(medgemma.prompt)));
  let isCircuitOpen = false;
  const wire = withResilience(createModelWire({ api, modelId, baseUrl, apiKey, maxReplyBytes }), {
    timeoutMs: medgemma.timeoutMs,
    maxConcurrent: medgemma.concurrency,
    onEvent({ open }) {
      isCircuitOpen = open;
      metrics.model.onCircuit(open);
      if (open) logger.warn('The language model does not answer.', { dependency: 'medgemma' });
      else logger.info('The language model answers again.', { dependency: 'medgemma' });
    },
  });
  return {
    languageModel: {
      kind: LanguageModelKind.CONFIGURED,
      wire,
      prompt,
      askWithinMs: askWithinMs(medgemma),
      giveUpMs: medgemma.giveUpMs,
    },
    describeLanguageModel: () => ({
      model: wire.modelName,
      promptVersion: prompt.version,
      isCircuitOpen,
    }),
  };
}
