import { isAtLeast, Urgency } from '../../src/domain';
import { Truth, type Outcome } from './judge';
import { seededRandom } from '../reference/seeded-random';

/** A share or an area, with the interval in which 95 of 100 resamplings by patient lie; null if nothing was counted. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

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
    measure: (all) => share(ofTruth(all, Truth.MALIGNANT), SOON_OR_ABOVE),
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
    measure: (all) => share(ofTruth(all, Truth.BENIGN), (o) => !SOON_OR_ABOVE(o)),
  },
  {
    title: 'premalignant lesions with urgency SOON or above',
    measure: (all) => share(ofTruth(all, Truth.PREMALIGNANT), SOON_OR_ABOVE),
  },
  {
    title: 'malignant against benign, area under the curve of the malignant probability',
    measure: areaUnderCurve,
  },
];

const RESAMPLINGS = 1000;

/** The figure with its interval: patients, not pictures, are drawn with replacement. */
export function withInterval(kind: FigureKind, outcomes: readonly Outcome[], seed = 1): Figure | null {
  const value = kind.measure(outcomes);
  if (value === null) return null;
  const patients = byPatient(outcomes);
  const random = seededRandom(seed);
  const resampled = Array.from({ length: RESAMPLINGS }, () =>
    kind.measure(patients.flatMap(() => random.pick(patients))),
  )
    .filter((figure) => figure !== null)
    .sort((a, b) => a - b);
  return { value, low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}

function byPatient(outcomes: readonly Outcome[]): readonly Outcome[][] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const group = groups.get(outcome.patientId);
    if (group === undefined) groups.set(outcome.patientId, [outcome]);
    else group.push(outcome);
  }
  return [...groups.values()];
}

/** Chance that a malignant case has a higher malignant probability than a benign one; ties count half. */
export function areaUnderCurve(outcomes: readonly Outcome[]): number | null {
  const scores = (truth: Truth): number[] => ofTruth(outcomes, truth).map((o) => o.malignantProbability);
  const [malignant, benign] = [scores(Truth.MALIGNANT), scores(Truth.BENIGN)];
  if (malignant.length === 0 || benign.length === 0) return null;
  let wins = 0;
  for (const high of malignant) {
    for (const low of benign) wins += high > low ? 1 : high === low ? 0.5 : 0;
  }
  return wins / (malignant.length * benign.length);
}

function ofTruth(outcomes: readonly Outcome[], truth: Truth): Outcome[] {
  return outcomes.filter((outcome) => outcome.truth === truth);
}

function share(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): number | null {
  return outcomes.length === 0 ? null : outcomes.filter(holds).length / outcomes.length;
}

function quantile(sorted: readonly number[], place: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(place * sorted.length))] ?? Number.NaN;
}
