import { AssessmentSource, Urgency } from '../../src/domain';
import {
  type CaseOutcome,
  type CaseTruth,
  type EvaluationRun,
  type JudgedView,
  type ModelAnswer,
} from '../../scripts/eval/assessment/outcome';

/** A benign case that may wait, rightly named with 0.6 and called ROUTINE. */
export function evaluatedCase(id: string, over: Partial<CaseOutcome> = {}): CaseOutcome {
  return {
    id,
    patientId: id,
    language: 'en',
    skinType: null,
    hasPicture: false,
    truth: truthOf('Eczema'),
    evidence: viewNaming(['Eczema'], { topProbability: 0.6 }),
    model: null,
    ...over,
  };
}

/** Of a benign condition, unless told otherwise. */
export function truthOf(condition: string | null, over: Partial<CaseTruth> = {}): CaseTruth {
  return { condition, isSuspicious: false, mustBeSoon: false, leastUrgency: null, ...over };
}

export const CANCER = truthOf('Melanoma', { isSuspicious: true, mustBeSoon: true });

export function viewNaming(ranked: string[], over: Partial<JudgedView> = {}): JudgedView {
  return { ranked, topProbability: 0.5, malignantProbability: 0, urgency: Urgency.ROUTINE, ...over };
}

/** Accepted at the first attempt, unless told otherwise. */
export function answerWith(view: JudgedView | null, over: Partial<ModelAnswer> = {}): ModelAnswer {
  return {
    fate: 'ACCEPTED',
    reasons: [],
    view,
    unverifiedConditions: 0,
    isRepaired: false,
    latencyMs: 100,
    inputTokens: 1000,
    outputTokens: 200,
    ...over,
  };
}

/** With a model where one of the cases has an answer. */
export function evaluationRun(cases: CaseOutcome[], over: Partial<EvaluationRun> = {}): EvaluationRun {
  const isAsked = cases.some(({ model }) => model !== null);
  return {
    form: 1,
    set: { name: 'drawn', version: 'v'.repeat(64), notes: ['Drawn for a test.'] },
    source: isAsked ? AssessmentSource.MEDGEMMA : AssessmentSource.EVIDENCE,
    rulesVersion: '1',
    embeddingModel: 'mean-colour',
    model: isAsked ? { name: 'some-model (openai)', prompt: 'assess-1@0123456789ab' } : null,
    cases,
    ...over,
  };
}
