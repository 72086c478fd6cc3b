import { type Assessment, AssessmentSource } from '../case/assessment';
import { isSaid } from './model-says';

/** Of an assessment what a language model has a part in wording. */
type Worded = Pick<
  Assessment,
  'source' | 'differential' | 'unverifiedConditions' | 'rationale' | 'wouldChange'
>;

const IN_PLACE_OF_RATIONALE =
  'Rules, similar cases and a language model were weighed together; what the model wrote is for clinicians.';

/**
 * An assessment as patients may read it: with the figures and without one word of a language model, guarded or not, for no
 * guard knows what a sentence does to whoever is told it. Evidence and rules stay as they are.
 */
export function withoutModelWords<A extends Worded>(assessment: A): A {
  if (assessment.source !== AssessmentSource.MEDGEMMA) return assessment;
  return {
    ...assessment,
    differential: assessment.differential.map((candidate) => ({
      ...candidate,
      supportedBy: candidate.supportedBy.filter((sentence) => !isSaid(sentence)),
      contradictedBy: candidate.contradictedBy.filter((sentence) => !isSaid(sentence)),
    })),
    unverifiedConditions: [],
    rationale: IN_PLACE_OF_RATIONALE,
    wouldChange: assessment.wouldChange.filter((sentence) => !isSaid(sentence)),
  };
}
