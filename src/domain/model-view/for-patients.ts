import { type Assessment, AssessmentSource } from '../case/assessment';
import { isSaid } from './model-says';

/** Of an assessment what is worded for clinicians. */
type Worded = Pick<
  Assessment,
  'source' | 'differential' | 'unverifiedConditions' | 'rationale' | 'wouldChange'
>;

const IN_PLACE_OF_RATIONALE =
  'Rules, similar cases and a language model were weighed together; what the model wrote is for clinicians.';

/**
 * An assessment as patients may read it: with its figures and without one word of a language model, guarded or not, for no
 * guard knows what a sentence does to whoever is told it; and without what would change it, which would frighten, or teach
 * what to press to be seen sooner.
 */
export function forPatients<A extends Worded>(assessment: A): A {
  const read = { ...assessment, wouldChange: [] };
  if (assessment.source !== AssessmentSource.MEDGEMMA) return read;
  return {
    ...read,
    differential: assessment.differential.map((candidate) => ({
      ...candidate,
      supportedBy: candidate.supportedBy.filter((sentence) => !isSaid(sentence)),
      contradictedBy: candidate.contradictedBy.filter((sentence) => !isSaid(sentence)),
    })),
    unverifiedConditions: [],
    rationale: IN_PLACE_OF_RATIONALE,
  };
}
