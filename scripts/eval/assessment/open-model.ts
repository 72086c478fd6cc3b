import { textsOfPacks } from '../../../src/conversation/texts-of-packs';
import { type ConditionTable, DEFAULT_URGENCY_THRESHOLDS } from '../../../src/domain';
import { withResilience } from '../../../src/language-model';
import { APP_VERSION } from '../../../src/observability';
import { createStrictRedactor } from '../../../src/privacy';
import { openConfiguredModel } from '../../medgemma/open-configured-model';
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
  const { conditions, packs } = given;
  const configured = openConfiguredModel(given.env, given.root, given.promptFile);
  const { prompt, settings } = configured;
  const { timeoutMs, concurrency: maxConcurrent } = settings;
  const wire = withResilience(configured.wire, { timeoutMs, maxConcurrent, breaker: NO_CIRCUIT });
  return {
    name: wire.modelName,
    prompt: prompt.version,
    atOnce: maxConcurrent,
    ask: createAskModel({
      wire,
      prompt,
      conditions,
      packs,
      redactForModel: createStrictRedactor(textsOfPacks(packs)),
      thresholds: DEFAULT_URGENCY_THRESHOLDS,
      appVersion: APP_VERSION,
    }),
  };
}
