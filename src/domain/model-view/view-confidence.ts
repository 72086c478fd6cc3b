import { type CandidateCondition } from '../case/assessment';

/**
 * The confidence (0 to 1) of an assessment that joins a model's view with the evidence, before skin tones are looked at: the
 * mean of what both give to the condition that leads, and never more than the joined differential gives it. A model alone,
 * of which no reference case knows, is half believed. A judgement, not a measurement: a model's own figures are no frequencies.
 */
export function confidenceInView(
  differential: readonly CandidateCondition[],
  evidence: readonly CandidateCondition[],
): number {
  const [leading] = differential;
  if (leading === undefined) return 0;
  const inEvidence = evidence.find(({ name }) => name === leading.name)?.probability ?? 0;
  return Math.min(leading.probability, (leading.probability + inEvidence) / 2);
}
