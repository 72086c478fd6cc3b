import { resolve } from 'node:path';
import { readModelSettings } from '../../../src/config';
import { type ConditionTable, DEFAULT_URGENCY_THRESHOLDS, type Result } from '../../../src/domain';
import { createModelWire, loadPrompt, withResilience } from '../../../src/language-model';
import { APP_VERSION } from '../../../src/observability';
import { type House } from '../safety/house';
import { createAskModel } from './ask-model';
import { type EvaluatedModel } from './evaluate-set';

/** A batch has time: while nobody answers, each case has its own tries, and none fails for another one's sake. */
const NO_CIRCUIT = { failures: Infinity, halfOpenAfterMs: 0 };

/** The model that MEDGEMMA_* variables configure, asked as the server would. Throws, with words, where none is. */
export function openEvaluatedModel(given: {
  readonly env: NodeJS.ProcessEnv;
  readonly root: string;
  /** Null: the configured one. */
  readonly promptFile: string | null;
  readonly conditions: ConditionTable;
  readonly packs: House['packs'];
}): EvaluatedModel {
  const settings = readable(readModelSettings(given.env));
  const { wire: api, modelId, baseUrl, apiKey, maxReplyBytes, timeoutMs, concurrency } = settings;
  if (api === null) throw new Error('No model is configured: set MEDGEMMA_BASE_URL and MEDGEMMA_MODEL_ID.');
  const bare = createModelWire({
    api,
    modelId,
    baseUrl: baseUrl ?? null,
    apiKey: apiKey ?? null,
    maxReplyBytes,
  });
  const wire = withResilience(bare, { timeoutMs, maxConcurrent: concurrency, breaker: NO_CIRCUIT });
  const prompt = readable(loadPrompt(resolve(given.root, given.promptFile ?? settings.prompt)));
  return {
    name: wire.modelName,
    prompt: prompt.version,
    atOnce: concurrency,
    ask: createAskModel({
      wire,
      prompt,
      conditions: given.conditions,
      packs: given.packs,
      thresholds: DEFAULT_URGENCY_THRESHOLDS,
      appVersion: APP_VERSION,
    }),
  };
}

function readable<T>(read: Result<T, string[]>): T {
  if (!read.ok) throw new Error(read.error.join('\n'));
  return read.value;
}
