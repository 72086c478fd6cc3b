import {
  ageTerms,
  Answer,
  answeredTo,
  type Findings,
  type PictureEvidence,
  type PictureModel,
  type SuspicionModel,
  Truth,
} from '../../src/domain';
import { fitLogistic } from './logistic';

/** One labelled lesion, as the fit sees it. */
export interface FittedCase {
  readonly ageYears: number;
  readonly findings: Findings;
  readonly picture: PictureEvidence | null;
  readonly isMalignant: boolean;
}

const AGE_KNOTS_YEARS = [20, 35, 50, 65];
const AGE_SPAN_YEARS = 15;
const RIDGE = 1;
/** Of a picture's 768 numbers, which are of unit length together. */
const PICTURE_RIDGE = 0.2;
/** Added to what a picture says, in log odds: a cancer that a picture hides costs more than a false alarm. */
const PICTURE_CAUTION = 0.5;
/** However harmless a picture looks, no more is taken off, in log odds. */
const LEAST_OF_PICTURE = -2;
const ANSWERS = Object.values(Answer);
/** The course is no question that can be left blank: not worsening is the other answer. */
const MUST_BE_ANSWERED = ANSWERS.filter((answer) => answer !== Answer.CHANGED);

/**
 * Fits the answers on the cases that answered every question: in this set a blank gives the diagnosis away; and the picture
 * by itself, on all cases with one. The region is left out on purpose: it gained nothing, and a
 * clinic in Brazil would teach that feet are harmless, where melanoma of dark skin sits.
 */
export function fitModel(
  cases: readonly FittedCase[],
  named: Pick<SuspicionModel, 'version' | 'threshold'>,
): SuspicionModel {
  const complete = cases.filter(hasAnsweredAll);
  const answers = fitLogistic({
    terms: complete.map(termsOf),
    labels: complete.map(({ isMalignant }) => isMalignant),
    neverNegative: [...AGE_KNOTS_YEARS, ...ANSWERS].map(() => true),
    ridge: RIDGE,
    hasIntercept: true,
  });
  const weightAt = (index: number): number => rounded(answers.weights[index] ?? 0);
  return {
    ...named,
    intercept: rounded(answers.intercept),
    ageWeights: AGE_KNOTS_YEARS.map((fromYears, index) => ({ fromYears, weight: weightAt(index) })),
    ageSpanYears: AGE_SPAN_YEARS,
    answerWeights: {
      ITCHES: weightAt(AGE_KNOTS_YEARS.length + ANSWERS.indexOf(Answer.ITCHES)),
      GREW: weightAt(AGE_KNOTS_YEARS.length + ANSWERS.indexOf(Answer.GREW)),
      HURTS: weightAt(AGE_KNOTS_YEARS.length + ANSWERS.indexOf(Answer.HURTS)),
      BLED: weightAt(AGE_KNOTS_YEARS.length + ANSWERS.indexOf(Answer.BLED)),
      RAISED: weightAt(AGE_KNOTS_YEARS.length + ANSWERS.indexOf(Answer.RAISED)),
      CHANGED: weightAt(AGE_KNOTS_YEARS.length + ANSWERS.indexOf(Answer.CHANGED)),
    },
    picture: fitPicture(cases),
  };
}

/** Every question but the course has a yes or a no. */
export function hasAnsweredAll({ findings }: Pick<FittedCase, 'findings'>): boolean {
  return MUST_BE_ANSWERED.every((answer) => answeredTo(answer, findings) !== Truth.UNKNOWN);
}

function termsOf({ ageYears, findings }: FittedCase): number[] {
  return [
    ...ageTerms(ageYears, AGE_KNOTS_YEARS, AGE_SPAN_YEARS),
    ...ANSWERS.map((answer) => Number(answeredTo(answer, findings) === Truth.PRESENT)),
  ];
}

/** Malignant against benign by the embedding alone; no model where nobody had a picture. */
function fitPicture(cases: readonly FittedCase[]): PictureModel {
  const seen = cases.flatMap(({ picture, isMalignant }) =>
    picture === null ? [] : [{ picture, isMalignant }],
  );
  const fit = fitLogistic({
    terms: seen.map(({ picture }) => Array.from(picture.embedding)),
    labels: seen.map(({ isMalignant }) => isMalignant),
    neverNegative: Array.from(seen[0]?.picture.embedding ?? [], () => false),
    ridge: PICTURE_RIDGE,
    hasIntercept: true,
  });
  return {
    embeddingModelSha256: seen[0]?.picture.modelSha256 ?? '',
    intercept: rounded(fit.intercept + PICTURE_CAUTION),
    weights: fit.weights.map(rounded),
    least: LEAST_OF_PICTURE,
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
