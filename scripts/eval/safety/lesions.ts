import {
  type ConditionTable,
  DEFAULT_URGENCY_THRESHOLDS,
  differentialFrom,
  evaluateRedFlags,
  isAtLeast,
  joinUrgency,
  malignantProbability,
  type RedFlagContext,
  type RuleSet,
  suspicionOf,
  type SuspicionModel,
  Urgency,
  urgencyFromDifferential,
} from '../../../src/domain';
import { outOfFold } from '../../score/cross-validate';
import { type LabelledCase, LesionTruth } from '../../score/labelled-cases';

/** Which part of the house is asked. */
export const Column = {
  RULES: 'rules alone',
  SCORE: 'score alone',
  ANSWERS: 'rules and score, no picture nor reference cases',
  RULES_AND_SCORE: 'rules and score, no reference cases',
  BOTH: 'rules, score and reference cases',
} as const;
export type Column = (typeof Column)[keyof typeof Column];

/** One lesion with what was said of it. */
export interface JudgedLesion {
  readonly case: LabelledCase;
  /** Whether each part calls it SOON or above. */
  readonly isFlagged: Readonly<Record<Column, boolean>>;
  /** 0 to 1; with the picture where there is one. */
  readonly score: number;
}

/**
 * Judges every lesion as the API would: rules, score, reference cases of other patients. `model` null: the score was fitted
 * on these very patients, so each is scored by a model that was fitted without them.
 */
export function judgeLesions(
  cases: readonly LabelledCase[],
  deps: { readonly ruleSet: RuleSet; readonly table: ConditionTable; readonly seed: number },
  model: SuspicionModel | null,
): JudgedLesion[] {
  const judged = (fitted: SuspicionModel, one: LabelledCase): JudgedLesion => judgeLesion(one, deps, fitted);
  if (model !== null) return cases.map((one) => judged(model, one));
  const isFitted = (one: LabelledCase): boolean => one.truth !== LesionTruth.PREMALIGNANT;
  return outOfFold(cases, deps.seed, isFitted, (fitted, one) => judged(fitted, one));
}

function judgeLesion(
  one: LabelledCase,
  { ruleSet, table }: { readonly ruleSet: RuleSet; readonly table: ConditionTable },
  fitted: SuspicionModel,
): JudgedLesion {
  const threshold = ruleSet.suspicion?.threshold ?? 1;
  const suspicion = { ...fitted, threshold };
  const differential = differentialFrom(one.evidence, table);
  const nothing: RedFlagContext = { malignantProbability: null, endemic: new Set() };
  const isSoon = (urgency: Urgency | null): boolean => isAtLeast(urgency, Urgency.SOON);
  const byRules = (rules: RuleSet, context: RedFlagContext): Urgency | null =>
    evaluateRedFlags(rules, one.findings, context).urgency;
  const score = suspicionOf(suspicion, one.findings, one.picture)?.least ?? 0;
  const whole = byRules(
    { ...ruleSet, suspicion },
    { ...nothing, malignantProbability: malignantProbability(differential), picture: one.picture },
  );
  return {
    case: one,
    score,
    isFlagged: {
      [Column.RULES]: isSoon(byRules({ ...ruleSet, suspicion: null }, nothing)),
      [Column.SCORE]: score >= threshold,
      [Column.ANSWERS]: isSoon(byRules({ ...ruleSet, suspicion }, nothing)),
      [Column.RULES_AND_SCORE]: isSoon(
        byRules({ ...ruleSet, suspicion }, { ...nothing, picture: one.picture }),
      ),
      [Column.BOTH]: isSoon(
        joinUrgency(whole, urgencyFromDifferential(differential, table, DEFAULT_URGENCY_THRESHOLDS)),
      ),
    },
  };
}
