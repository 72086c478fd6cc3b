import { type CandidateCondition, type SimilarCase } from '../case/assessment';
import { type ConditionTable } from '../evidence/conditions';

/**
 * A candidate with what the similar cases say of it, behind what was there: for conditions that a model suggests and the
 * evidence does not, so that each candidate is argued from the same sources. No probability changes.
 */
export function arguedFromSimilarCases(
  candidate: CandidateCondition,
  similarCases: readonly SimilarCase[],
  table: ConditionTable,
): CandidateCondition {
  const cases = similarCases.length;
  if (cases === 0) return candidate;
  const carries = ({ conditions }: SimilarCase): boolean =>
    conditions.some(({ name, weight }) => weight > 0 && table.find(name).name === candidate.name);
  const carriers = similarCases.filter(carries).length;
  return carriers > 0
    ? { ...candidate, supportedBy: [...candidate.supportedBy, `${carriers} of the ${cases} similar cases`] }
    : { ...candidate, contradictedBy: [...candidate.contradictedBy, `none of the ${cases} similar cases`] };
}
