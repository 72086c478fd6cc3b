import { isAtLeast, Urgency } from '../../src/domain';
import { LesionTruth } from '../score/labelled-cases';
import { type Outcome } from './judge';
import { type Figure, share, withInterval as measureWithInterval } from './bootstrap';

type ScoredLesion = Pick<Outcome, 'truth' | 'malignantProbability'>;

export interface FigureKind {
  readonly title: string;
  readonly measure: (outcomes: readonly Outcome[]) => number | null;
}

const SOON_OR_ABOVE = (outcome: Outcome): boolean => isAtLeast(outcome.urgency, Urgency.SOON);

export const FIGURES: readonly FigureKind[] = [
  { title: 'top-1 accuracy', measure: (all) => share(all, (o) => o.ranked[0] === o.condition) },
  {
    title: 'top-3 accuracy',
    measure: (all) => share(all, (o) => o.ranked.slice(0, 3).includes(o.condition)),
  },
  {
    title: 'malignant lesions with urgency SOON or above',
    measure: (all) => share(ofTruth(all, LesionTruth.MALIGNANT), SOON_OR_ABOVE),
  },
  {
    title: 'of these, melanomas',
    measure: (all) =>
      share(
        all.filter((o) => o.condition === 'Melanoma'),
        SOON_OR_ABOVE,
      ),
  },
  {
    title: 'benign lesions below SOON',
    measure: (all) => share(ofTruth(all, LesionTruth.BENIGN), (o) => !SOON_OR_ABOVE(o)),
  },
  {
    title: 'premalignant lesions with urgency SOON or above',
    measure: (all) => share(ofTruth(all, LesionTruth.PREMALIGNANT), SOON_OR_ABOVE),
  },
  {
    title: 'malignant against benign, area under the curve of the malignant probability',
    measure: areaUnderCurve,
  },
];

/** The figure with its interval: patients, not pictures, are drawn with replacement. */
export function withInterval(kind: FigureKind, outcomes: readonly Outcome[], seed = 1): Figure | null {
  return measureWithInterval(outcomes, ({ patientId }) => patientId, kind.measure, seed);
}

/** Chance that a malignant case has a higher malignant probability than a benign one; ties count half. */
export function areaUnderCurve(outcomes: readonly ScoredLesion[]): number | null {
  const scores = (truth: LesionTruth): number[] =>
    ofTruth(outcomes, truth).map((o) => o.malignantProbability);
  const [malignant, benign] = [scores(LesionTruth.MALIGNANT), scores(LesionTruth.BENIGN)];
  if (malignant.length === 0 || benign.length === 0) return null;
  let wins = 0;
  for (const high of malignant) {
    for (const low of benign) wins += high > low ? 1 : high === low ? 0.5 : 0;
  }
  return wins / (malignant.length * benign.length);
}

function ofTruth<T extends Pick<Outcome, 'truth'>>(outcomes: readonly T[], truth: LesionTruth): T[] {
  return outcomes.filter((outcome) => outcome.truth === truth);
}
