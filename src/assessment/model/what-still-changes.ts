import {
  type AssessmentContent,
  joinUrgency,
  malignantProbability,
  type RedFlagContext,
  type RuleSet,
  type TriageCase,
  type Urgency,
  whatWouldChange,
} from '../../domain';

/** The MEDGEMMA assessment as far as it is made. */
interface Raised {
  readonly triageCase: TriageCase;
  readonly evidence: AssessmentContent;
  readonly urgency: Urgency;
  readonly limitations: AssessmentContent['limitations'];
  /** What the rules were held against once more, and which rules those were. */
  readonly context: RedFlagContext & { readonly malignantProbability: number };
  readonly ruleSet: RuleSet;
  readonly malignantThreshold: number;
}

/**
 * Our own sentences on what would change the assessment. Where the model raised nothing the evidence's stand. Where it did,
 * they are made anew: an answer that would have made the case as urgent as it is by now changes nothing any more.
 */
export function whatStillChanges(raised: Raised): readonly string[] {
  const { triageCase, evidence, context, limitations, malignantThreshold, ruleSet } = raised;
  const urgency = joinUrgency(raised.urgency, triageCase.urgency);
  const isAsUrgent = urgency === joinUrgency(evidence.urgency, triageCase.urgency);
  const isAsSuspicious = context.malignantProbability <= malignantProbability(evidence.differential);
  if (isAsUrgent && isAsSuspicious) return evidence.wouldChange;
  const skinTones = evidence.evidence?.skinTones ?? NO_CASES;
  return whatWouldChange({
    triageCase,
    ruleSet,
    context,
    urgency,
    limitations,
    malignantThreshold,
    skinTones,
  });
}

const NO_CASES = { cases: 0, distant: 0 };
