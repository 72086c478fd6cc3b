import { type ViewedCase } from './outcome';

/** A probability that was stated, and whether it was so. */
export interface Statement {
  /** 0 to 1. */
  readonly said: number;
  readonly isSo: boolean;
}

/** One bar of a reliability plot. */
export interface ReliabilityBin {
  /** What was said, on average. */
  readonly meanSaid: number;
  /** In what share it was so. */
  readonly shareSo: number;
  readonly statements: number;
}

const BINS = 10;

/** That something malignant or premalignant is there, of every case whose condition is known. */
export function suspicionStatements(cases: readonly ViewedCase[]): Statement[] {
  return cases.flatMap(({ truth, view }) =>
    truth.isSuspicious === null ? [] : [{ said: view.malignantProbability, isSo: truth.isSuspicious }],
  );
}

/** That it is the first condition named, of every case whose condition is known and where any was named. */
export function firstNamedStatements(cases: readonly ViewedCase[]): Statement[] {
  return cases.flatMap(({ truth, view }) =>
    truth.condition === null || view.topProbability === null
      ? []
      : [{ said: view.topProbability, isSo: view.ranked[0] === truth.condition }],
  );
}

/** Mean squared distance between what was said and what was so (Brier 1950): 0 is perfect; null of nothing. */
export function brierScore(statements: readonly Statement[]): number | null {
  return meanOf(statements, ({ said, isSo }) => (said - Number(isSo)) ** 2);
}

/** The Brier score of saying each time in what share of all it is so. Whoever knows nothing of a case does as well. */
export function brierOfPrevalence(statements: readonly Statement[]): number | null {
  const prevalence = meanOf(statements, ({ isSo }) => Number(isSo));
  return prevalence === null ? null : prevalence * (1 - prevalence);
}

/** Expected calibration error: how far a bin's share is from what was said in it, each bin by its size; null of nothing. */
export function calibrationError(statements: readonly Statement[]): number | null {
  if (statements.length === 0) return null;
  const distances = reliabilityBins(statements).map(
    (bin) => bin.statements * Math.abs(bin.meanSaid - bin.shareSo),
  );
  return distances.reduce((sum, distance) => sum + distance, 0) / statements.length;
}

/** By tenths of what was said; empty ones are left out. */
export function reliabilityBins(statements: readonly Statement[]): ReliabilityBin[] {
  const bins = Array.from({ length: BINS }, (): Statement[] => []);
  for (const one of statements) bins[Math.min(BINS - 1, Math.floor(one.said * BINS))]?.push(one);
  return bins
    .filter((bin) => bin.length > 0)
    .map((bin) => ({
      meanSaid: meanOf(bin, ({ said }) => said) ?? 0,
      shareSo: meanOf(bin, ({ isSo }) => Number(isSo)) ?? 0,
      statements: bin.length,
    }));
}

function meanOf(statements: readonly Statement[], valueOf: (one: Statement) => number): number | null {
  if (statements.length === 0) return null;
  return statements.reduce((sum, one) => sum + valueOf(one), 0) / statements.length;
}
