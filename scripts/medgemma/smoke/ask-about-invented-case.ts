import { type ModelCall } from '../../../src/assessment/model/model-call';
import { putQuestion } from '../../../src/assessment/model/put-question';
import {
  type ConditionTable,
  DEFAULT_URGENCY_THRESHOLDS,
  guardModelView,
  type GuardVerdict,
  Urgency,
} from '../../../src/domain';
import {
  type ModelFailure,
  type ModelWire,
  type Prompt,
  renderPrompt,
  withResilience,
} from '../../../src/language-model';
import { systemClock } from '../../../src/time';
import { inventedEvidence, inventedFacts } from './invented-case';

export interface SmokeOutcome {
  readonly calls: readonly ModelCall[];
  /** How the last request failed; null: it did not. */
  readonly failure: ModelFailure | null;
  /** Null: there is no view, because nothing came or it could not be read. */
  readonly verdict: GuardVerdict | null;
}

/** Asks one question as the server does, repair included, but does not try again what failed. */
export async function askAboutInventedCase(given: {
  readonly wire: ModelWire;
  readonly prompt: Prompt;
  readonly timeoutMs: number;
  readonly conditions: ConditionTable;
  readonly pictureJpeg: Buffer | null;
}): Promise<SmokeOutcome> {
  const { prompt, conditions, pictureJpeg } = given;
  const patient = withResilience(given.wire, { timeoutMs: given.timeoutMs, maxConcurrent: 1, retries: 0 });
  let failure: ModelFailure | null = null;
  const wire: ModelWire = {
    ...patient,
    async ask(question, signal) {
      const asked = await patient.ask(question, signal);
      failure = asked.ok ? null : asked.error;
      return asked;
    },
  };
  const question = { ...renderPrompt(prompt, inventedFacts(conditions, pictureJpeg !== null)), pictureJpeg };
  const { result, calls } = await putQuestion(
    { wire, clock: systemClock },
    question,
    new AbortController().signal,
  );
  if (!result.ok) return { calls, failure, verdict: null };
  const verdict = guardModelView(result.value, {
    conditions,
    evidence: inventedEvidence(conditions),
    urgency: null,
    evidenceUrgency: Urgency.ROUTINE,
    ruleUrgency: null,
    thresholds: DEFAULT_URGENCY_THRESHOLDS,
    argue: (candidate) => candidate,
  });
  return { calls, failure, verdict };
}
