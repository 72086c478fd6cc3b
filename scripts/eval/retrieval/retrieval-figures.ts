import { type Figure, grouped, share, withInterval } from '../bootstrap';
import { areaUnderCurve } from '../figures';
import { LesionTruth } from '../../score/labelled-cases';
import { type RetrievalOutcome } from './judge-neighbours';

export interface RetrievalFigure {
  readonly title: string;
  readonly measure: (outcomes: readonly RetrievalOutcome[]) => number | null;
}

/** Of fewer questions nothing is claimed. */
export const MIN_QUESTIONS = 20;
/** Of fewer lesions of either kind there is no curve to speak of. */
const MIN_OF_EACH_TRUTH = 10;
const DEPTHS = [1, 3, 5, 10] as const;

export const RECALL_AT_10 = recallAt(10);
export const PRECISION_AT_10 = precisionAt(10);
export const TOP_1: RetrievalFigure = { title: 'top-1', measure: (all) => topOf(all, 1) };
export const TOP_3: RetrievalFigure = { title: 'top-3', measure: (all) => topOf(all, 3) };
export const MALIGNANT_AUC: RetrievalFigure = { title: 'malignant AUC', measure: malignantArea };

export const RETRIEVAL_FIGURES: readonly RetrievalFigure[] = [
  ...DEPTHS.map(recallAt),
  ...DEPTHS.map(precisionAt),
  { title: 'most frequent condition', measure: mostFrequentShare },
  TOP_1,
  { title: 'top-1, mean of frequent conditions', measure: (all) => macro(all, 1) },
  TOP_3,
  { title: 'top-3, mean of frequent conditions', measure: (all) => macro(all, 3) },
  MALIGNANT_AUC,
];

/** With its interval, patients resampled; null where too few were asked. */
export function figureOf(kind: RetrievalFigure, outcomes: readonly RetrievalOutcome[]): Figure | null {
  if (outcomes.length < MIN_QUESTIONS) return null;
  return withInterval(outcomes, ({ patientId }) => patientId, kind.measure);
}

/** Of the questions whose condition another patient has: how many have it among the first k neighbours. */
function recallAt(k: number): RetrievalFigure {
  return {
    title: `recall@${k}`,
    measure: (all) =>
      share(
        all.filter((one) => one.canBeFound),
        (one) => one.same.slice(0, k).includes(true),
      ),
  };
}

/** What part of the weight of the labels of the first k neighbours is right; a neighbour that is missing is wrong. */
function precisionAt(k: number): RetrievalFigure {
  return {
    title: `precision@${k}`,
    measure: (all) =>
      mean(all.map((one) => one.agreement.slice(0, k).reduce((sum, agreement) => sum + agreement, 0) / k)),
  };
}

/** What a top-1 comes to that always names the most frequent condition. */
function mostFrequentShare(outcomes: readonly RetrievalOutcome[]): number | null {
  const sizes = grouped(outcomes, ({ condition }) => condition).map((some) => some.length);
  return sizes.length === 0 ? null : Math.max(...sizes) / outcomes.length;
}

function topOf(outcomes: readonly RetrievalOutcome[], depth: number): number | null {
  return share(outcomes, (one) => one.ranked.slice(0, depth).includes(one.condition));
}

/** Of the conditions that are asked about often enough, each counting the same. */
function macro(outcomes: readonly RetrievalOutcome[], depth: number): number | null {
  const frequent = outcomes.filter(({ askedOfCondition }) => askedOfCondition >= MIN_QUESTIONS);
  const byCondition = grouped(frequent, ({ condition }) => condition);
  return mean(byCondition.map((some) => topOf(some, depth) ?? 0));
}

function malignantArea(outcomes: readonly RetrievalOutcome[]): number | null {
  const counts = [LesionTruth.MALIGNANT, LesionTruth.BENIGN].map(
    (truth) => outcomes.filter((one) => one.truth === truth).length,
  );
  return Math.min(...counts) < MIN_OF_EACH_TRUTH ? null : areaUnderCurve(outcomes);
}

/** Null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
