import { textsOfPacks } from '../../../src/conversation/texts-of-packs';
import { DEFAULT_URGENCY_THRESHOLDS } from '../../../src/domain';
import { withResilience } from '../../../src/language-model';
import { APP_VERSION } from '../../../src/observability';
import { createStrictRedactor } from '../../../src/privacy';
import { openConfiguredModel } from '../../medgemma/open-configured-model';
import { openAnswerLog } from './answer-log';
import { createAskModel } from './ask-model';
import { type AssessmentData } from './assessment-data';
import { type EvaluatedModel } from './evaluate-set';

/** A batch has time: while nobody answers, each case has its own tries, and none fails for another one's sake. */
const NO_CIRCUIT = { failures: Infinity, halfOpenAfterMs: 0 };

/** The model that MEDGEMMA_* variables configure, asked as the server would. Throws, with words, where none is. */
export async function openEvaluatedModel(given: {
  readonly env: NodeJS.ProcessEnv;
  readonly root: string;
  /** Null: the configured one. */
  readonly promptFile: string | null;
  readonly data: AssessmentData;
  /** Where its answers are kept. */
  readonly logFile: string;
}): Promise<EvaluatedModel> {
  const { data } = given;
  const configured = openConfiguredModel(given.env, given.root, given.promptFile);
  const { prompt, settings } = configured;
  const { timeoutMs, concurrency: maxConcurrent } = settings;
  const wire = withResilience(configured.wire, { timeoutMs, maxConcurrent, breaker: NO_CIRCUIT });
  return {
    name: wire.modelName,
    prompt: prompt.version,
    atOnce: maxConcurrent,
    ask: createAskModel({
      ...data,
      wire,
      prompt,
      log: await openAnswerLog(given.logFile),
      redactForModel: createStrictRedactor(textsOfPacks(data.packs)),
      // Reasons are not evaluated: probabilities and urgencies are, and no profile changes those.
      profiles: { version: 'none', conditions: [] },
      thresholds: DEFAULT_URGENCY_THRESHOLDS,
      appVersion: APP_VERSION,
    }),
  };
}
