import {
  ageTerms,
  Answer,
  answeredTo,
  type Findings,
  type PictureEvidence,
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
const PICTURE_RIDGE = 0.1;
const ANSWERS = Object.values(Answer);
/** The course is no question that can be left blank: not worsening is the other answer. */
const MUST_BE_ANSWERED = ANSWERS.filter((answer) => answer !== Answer.CHANGED);

/**
 * Fits the answers first, on the cases that answered every question: in this set a blank gives the diagnosis away. Then the
 * picture's correction over that, on the cases with a picture. The region is left out on purpose: it gained nothing, and a
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
  const pictured = complete.filter(({ picture }) => picture !== null);
  const picture = fitLogistic({
    terms: pictured.map(({ picture: seen }) => {
      const support = seen?.support ?? 0;
      return [support * (seen?.malignantShare ?? 0), support];
    }),
    labels: pictured.map(({ isMalignant }) => isMalignant),
    offsets: pictured.map((one) => logOddsOf(one, answers)),
    neverNegative: [true, false],
    ridge: PICTURE_RIDGE,
    hasIntercept: false,
  });
  const [shareWeight = 0, supportWeight = 0] = picture.weights;
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
    picture: {
      weight: rounded(shareWeight),
      neutralShare: shareWeight === 0 ? 0 : rounded(Math.max(0, -supportWeight / shareWeight)),
    },
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

function logOddsOf(one: FittedCase, fit: { weights: readonly number[]; intercept: number }): number {
  return termsOf(one).reduce((sum, term, index) => sum + term * (fit.weights[index] ?? 0), fit.intercept);
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
