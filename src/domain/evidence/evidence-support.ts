import { type SimilarCase } from '../case/assessment';

/** Cosine similarity of the nearest neighbour from which votes begin to count for more, and from which they count in full. */
export interface SupportRange {
  readonly from: number;
  readonly full: number;
}

/** Half of a vote's worth is lost where a reference set holds so many cases of the kind: few cases know little. */
const CASES_FOR_HALF = 200;
/** Of a vote's worth this much is left however unlike the neighbour is: the clinician still sees what came nearest. */
const LEAST_BY_SIMILARITY = 0.25;

/**
 * How much the votes of neighbours are worth, 0 to 1. The nearest neighbours of a patient are always somebody: where they
 * are unlike the patient, or come from a small set, what they say is worth little. What is missing to 1 is nobody's vote.
 * @param heldCases what the reference set holds of this kind; undefined: its size takes nothing away.
 */
export function supportOf(
  neighbours: readonly SimilarCase[],
  { from, full }: SupportRange,
  heldCases: number | undefined,
): number {
  if (neighbours.length === 0) return 0;
  const nearest = Math.max(...neighbours.map(({ similarity }) => similarity));
  const likeness = Math.min(1, Math.max(0, (nearest - from) / (full - from)));
  const bySimilarity = LEAST_BY_SIMILARITY + (1 - LEAST_BY_SIMILARITY) * likeness;
  const bySize = heldCases === undefined ? 1 : heldCases / (heldCases + CASES_FOR_HALF);
  return bySimilarity * bySize;
}
