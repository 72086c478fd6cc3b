import { isAtLeast, Urgency } from '../../../src/domain';
import { LesionTruth } from '../../score/labelled-cases';
import { type Figure, share, withInterval } from '../bootstrap';
import { areaUnderCurve } from '../figures';
import {
  brierOfPrevalence,
  brierScore,
  calibrationError,
  firstNamedStatements,
  suspicionStatements,
} from './calibration';
import { type ViewedCase } from './outcome';

/** Which way a figure gets better. */
export const Better = { HIGHER: 'HIGHER', LOWER: 'LOWER', NEITHER: 'NEITHER' } as const;
export type Better = (typeof Better)[keyof typeof Better];

/** One measure of what a source says. */
export interface AssessmentFigure {
  readonly title: string;
  readonly better: Better;
  /** Whether a change of prompt or model is held back where this gets worse: docs/promotion-criteria.md. */
  readonly mustNotGetWorse: boolean;
  readonly isShare: boolean;
  /** The cases that it counts. */
  readonly countedIn: (cases: readonly ViewedCase[]) => readonly ViewedCase[];
  /** Of the cases counted. */
  readonly measure: (counted: readonly ViewedCase[]) => number | null;
}

/** Of fewer cases that count nothing is claimed. */
const MIN_COUNTED = 10;

const isSoon = ({ view }: ViewedCase): boolean => isAtLeast(view.urgency, Urgency.SOON);
const labelled = (cases: readonly ViewedCase[]) => cases.filter(({ truth }) => truth.condition !== null);
const thatNameOne = (cases: readonly ViewedCase[]) =>
  labelled(cases).filter(({ view }) => view.topProbability !== null);
const mustBeSoon = (wanted: boolean) => (cases: readonly ViewedCase[]) =>
  cases.filter(({ truth }) => truth.mustBeSoon === wanted);

const asShare = { isShare: true, mustNotGetWorse: false, better: Better.HIGHER } as const;
const asError = { isShare: false, mustNotGetWorse: false, better: Better.LOWER } as const;

export const TOP_1: AssessmentFigure = {
  ...asShare,
  title: 'top-1',
  countedIn: labelled,
  measure: (cases) => topShare(cases, 1),
};

export const TOP_3: AssessmentFigure = {
  ...asShare,
  title: 'top-3',
  mustNotGetWorse: true,
  countedIn: labelled,
  measure: (cases) => topShare(cases, 3),
};

export const SENSITIVITY: AssessmentFigure = {
  ...asShare,
  title: 'of those who must be seen soon, at SOON or above',
  mustNotGetWorse: true,
  countedIn: mustBeSoon(true),
  measure: (cases) => share(cases, isSoon),
};

export const SPECIFICITY: AssessmentFigure = {
  ...asShare,
  title: 'of those who may wait, below SOON',
  countedIn: mustBeSoon(false),
  measure: (cases) => share(cases, (one) => !isSoon(one)),
};

export const AT_SOON: AssessmentFigure = {
  ...asShare,
  title: 'of all, at SOON or above',
  better: Better.NEITHER,
  countedIn: (cases) => cases,
  measure: (cases) => share(cases, isSoon),
};

const LEAST_URGENCY: AssessmentFigure = {
  ...asShare,
  title: 'at least as urgent as is right',
  mustNotGetWorse: true,
  countedIn: (cases) => cases.filter(({ truth }) => truth.leastUrgency !== null),
  measure: (cases) =>
    share(
      cases,
      ({ truth, view }) => truth.leastUrgency === null || isAtLeast(view.urgency, truth.leastUrgency),
    ),
};

export const SUSPICION_BRIER: AssessmentFigure = {
  ...asError,
  title: 'Brier score of the suspicion',
  mustNotGetWorse: true,
  countedIn: labelled,
  measure: (cases) => brierScore(suspicionStatements(cases)),
};

/** In the order in which a report has them. */
export const ASSESSMENT_FIGURES: readonly AssessmentFigure[] = [
  TOP_1,
  TOP_3,
  {
    ...asShare,
    title: 'no condition named',
    better: Better.LOWER,
    countedIn: labelled,
    measure: (cases) => share(cases, ({ view }) => view.topProbability === null),
  },
  SENSITIVITY,
  SPECIFICITY,
  LEAST_URGENCY,
  AT_SOON,
  {
    ...asShare,
    title: 'area under the curve of the suspicion',
    countedIn: (cases) => labelled(cases).filter(({ truth }) => truth.mustBeSoon !== null),
    measure: areaOfSuspicion,
  },
  SUSPICION_BRIER,
  {
    ...asError,
    title: 'the same of saying the prevalence each time',
    better: Better.NEITHER,
    countedIn: labelled,
    measure: (cases) => brierOfPrevalence(suspicionStatements(cases)),
  },
  {
    ...asError,
    title: 'calibration error of the suspicion',
    countedIn: labelled,
    measure: (cases) => calibrationError(suspicionStatements(cases)),
  },
  {
    ...asError,
    title: 'Brier score of the first named',
    countedIn: thatNameOne,
    measure: (cases) => brierScore(firstNamedStatements(cases)),
  },
  {
    ...asError,
    title: 'calibration error of the first named',
    countedIn: thatNameOne,
    measure: (cases) => calibrationError(firstNamedStatements(cases)),
  },
];

/** With its interval, patients resampled; null where fewer than ten cases count. */
export function figureOf(figure: AssessmentFigure, cases: readonly ViewedCase[]): Figure | null {
  const counted = figure.countedIn(cases);
  if (counted.length < MIN_COUNTED) return null;
  return withInterval(counted, ({ patientId }) => patientId, figure.measure);
}

function topShare(cases: readonly ViewedCase[], depth: number): number | null {
  return share(
    cases,
    ({ truth, view }) => truth.condition !== null && view.ranked.slice(0, depth).includes(truth.condition),
  );
}

function areaOfSuspicion(cases: readonly ViewedCase[]): number | null {
  return areaUnderCurve(
    cases.map(({ truth, view }) => ({
      truth: truth.mustBeSoon ? LesionTruth.MALIGNANT : LesionTruth.BENIGN,
      malignantProbability: view.malignantProbability,
    })),
  );
}
