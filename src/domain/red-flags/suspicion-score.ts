import { Truth, type Findings } from '../findings/findings';
import { type PictureEvidence, pictureLogOdds, type PictureModel } from './picture-suspicion';
import { likelyAgeYears, Answer, answeredTo, type AnswerName, isSingleLesion } from './suspicion-answers';

/**
 * A logistic regression on age and six answers, and a linear reading of the picture where there is one. Fitted by
 * `npm run score:fit` and kept as data (configs/data/suspicion-score.json). No weight of a yes is below 0: a yes never
 * lowers the score, and an unanswered question counts as a no.
 */
export interface SuspicionModel {
  readonly version: string;
  /** Log odds of a lesion at the lowest age with six noes. */
  readonly intercept: number;
  /** Log odds per `ageSpanYears` within each span that begins at one of these ages; never below 0. */
  readonly ageWeights: readonly { readonly fromYears: number; readonly weight: number }[];
  readonly ageSpanYears: number;
  readonly answerWeights: Readonly<Record<AnswerName, number>>;
  readonly picture: PictureModel;
  /** From this score on a lesion is to be seen soon; rule C13_SUSPICION holds the same number. */
  readonly threshold: number;
}

export interface Suspicion {
  /** 0 to 1; the same unless nobody told the age: then that of the youngest and of the oldest. */
  readonly least: number;
  readonly most: number;
  /** What weighed most, in plain words, heaviest first. */
  readonly because: string;
}

const REASONS_NAMED = 3;
const OLDEST_YEARS = 100;

/**
 * How like a skin cancer a single lesion is by what is known of it; null where the complaint is no single lesion. Pure
 * and total.
 */
export function suspicionOf(
  model: SuspicionModel,
  findings: Findings,
  picture: PictureEvidence | null = null,
): Suspicion | null {
  if (!isSingleLesion(findings)) return null;
  const ageYears = likelyAgeYears(findings);
  const reasons = reasonsOf(model, findings, picture);
  const scoreAt = (age: number): number => {
    const weights = [...reasons, ageReason(model, age)].map(({ weight }) => weight);
    return 1 / (1 + Math.exp(-weights.reduce((sum, weight) => sum + weight, model.intercept)));
  };
  return {
    least: scoreAt(ageYears ?? 0),
    most: scoreAt(ageYears ?? OLDEST_YEARS),
    because: inWords(ageYears === null ? reasons : [ageReason(model, ageYears), ...reasons]),
  };
}

/** The age of the patient in spans above each knot, 0 to 1 each: what the age weights are multiplied by. */
export function ageTerms(ageYears: number, fromYears: readonly number[], spanYears: number): number[] {
  return fromYears.map((from) => Math.min(Math.max(ageYears - from, 0), spanYears) / spanYears);
}

interface Reason {
  readonly words: string;
  readonly weight: number;
}

function ageReason(model: SuspicionModel, ageYears: number): Reason {
  const knots = model.ageWeights.map(({ fromYears }) => fromYears);
  const terms = ageTerms(ageYears, knots, model.ageSpanYears);
  const weight = model.ageWeights.reduce((sum, span, index) => sum + span.weight * (terms[index] ?? 0), 0);
  return { words: `age ${ageYears}`, weight };
}

function reasonsOf(model: SuspicionModel, findings: Findings, picture: PictureEvidence | null): Reason[] {
  const answers = Object.values(Answer)
    .filter((answer) => answeredTo(answer, findings) === Truth.PRESENT)
    .map((answer) => ({ words: WORDS[answer], weight: model.answerWeights[answer] }));
  return [...answers, { words: 'the picture', weight: pictureLogOdds(model.picture, picture) }];
}

const WORDS: Readonly<Record<AnswerName, string>> = {
  ITCHES: 'it itches',
  GREW: 'it grew',
  HURTS: 'it hurts',
  BLED: 'it bled',
  RAISED: 'it is raised',
  CHANGED: 'it changed',
};

function inWords(reasons: readonly Reason[]): string {
  const heaviest = reasons
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, REASONS_NAMED);
  return heaviest.map(({ words }) => words).join(', ') || 'what is known';
}
