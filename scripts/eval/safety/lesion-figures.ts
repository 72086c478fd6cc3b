import { type Figure, share, withInterval } from '../bootstrap';
import { LesionTruth } from '../../score/labelled-cases';
import { Column, type JudgedLesion } from './lesions';

/** How one part of the house does on one group of lesions. */
export interface Operating {
  readonly column: Column;
  readonly sensitivity: Figure | null;
  readonly specificity: Figure | null;
  readonly melanomas: Figure | null;
}

/** Resampled by patient. Premalignant lesions count in neither. */
export function operatingPoint(lesions: readonly JudgedLesion[], column: Column): Operating {
  const patientOf = (one: JudgedLesion): string => one.case.patientId;
  const flagged = (one: JudgedLesion): boolean => one.isFlagged[column];
  const of = (truth: LesionTruth) => (one: JudgedLesion) => one.case.truth === truth;
  const malignant = (all: readonly JudgedLesion[]) => all.filter(of(LesionTruth.MALIGNANT));
  return {
    column,
    sensitivity: withInterval(lesions, patientOf, (all) => share(malignant(all), flagged)),
    specificity: withInterval(lesions, patientOf, (all) =>
      share(all.filter(of(LesionTruth.BENIGN)), (one) => !flagged(one)),
    ),
    melanomas: withInterval(lesions, patientOf, (all) =>
      share(
        all.filter((one) => one.case.condition === 'Melanoma'),
        flagged,
      ),
    ),
  };
}

/** Groups of one kind, largest first, with what nobody said last. */
export function groupsBy(
  lesions: readonly JudgedLesion[],
  groupOf: (one: JudgedLesion) => string | null,
): readonly (readonly [name: string, those: readonly JudgedLesion[]])[] {
  const groups = new Map<string, JudgedLesion[]>();
  for (const one of lesions) {
    const name = groupOf(one) ?? 'not told';
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups].sort(
    ([a, these], [b, those]) =>
      Number(a === 'not told') - Number(b === 'not told') || those.length - these.length,
  );
}

/** One point of the curve: everything from `threshold` on is flagged, and whatever the rules flag by themselves. */
export interface CurvePoint {
  readonly threshold: number;
  readonly sensitivity: number;
  readonly specificity: number;
}

/** The whole curve of rules and score, one point for each score that occurs, strictest first. */
export function curve(lesions: readonly JudgedLesion[]): CurvePoint[] {
  const malignant = lesions.filter((one) => one.case.truth === LesionTruth.MALIGNANT);
  const benign = lesions.filter((one) => one.case.truth === LesionTruth.BENIGN);
  const thresholds = [...new Set([...malignant, ...benign].map(({ score }) => score))].sort((a, b) => b - a);
  return thresholds.map((threshold) => {
    const flagged = (one: JudgedLesion): boolean => one.score >= threshold || one.isFlagged[Column.RULES];
    return {
      threshold,
      sensitivity: share(malignant, flagged) ?? 0,
      specificity: share(benign, (one) => !flagged(one)) ?? 0,
    };
  });
}

/** A tenth of the scale of the score: what was said and what was so. */
export interface CalibrationBin {
  readonly meanScore: number;
  readonly malignantShare: number;
  readonly lesions: number;
}

const BINS = 10;

/** Malignant against benign, by tenths of the score; empty tenths are left out. */
export function calibration(lesions: readonly JudgedLesion[]): CalibrationBin[] {
  const counted = lesions.filter((one) => one.case.truth !== LesionTruth.PREMALIGNANT && one.score > 0);
  return Array.from({ length: BINS }, (_, bin) =>
    counted.filter(({ score }) => Math.min(BINS - 1, Math.floor(score * BINS)) === bin),
  )
    .filter((those) => those.length > 0)
    .map((those) => ({
      meanScore: those.reduce((sum, { score }) => sum + score, 0) / those.length,
      malignantShare: share(those, (one) => one.case.isMalignant) ?? 0,
      lesions: those.length,
    }));
}
