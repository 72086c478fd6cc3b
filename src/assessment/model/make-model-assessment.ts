import {
  arguedFromFindings,
  arguedFromSimilarCases,
  type AssessmentContent,
  type AssessmentOutcome,
  AssessmentSource,
  confidenceAcrossSkinTones,
  confidenceInView,
  type CandidateCondition,
  type ConditionProfiles,
  type ConditionTable,
  describeGuardNotes,
  err,
  evaluateRedFlags,
  type GuardedView,
  guardModelView,
  type GuardNote,
  type GuardReason,
  joinUrgency,
  Limitation,
  malignantProbability,
  type ModelView,
  ok,
  type RedFlag,
  type Result,
  type RuleSet,
  type TriageCase,
  type Urgency,
  urgencyRank,
  type UrgencyThresholds,
} from '../../domain';
import { type LanguagePacks } from '../../conversation';
import { describeEvidence } from '../describe-evidence';
import { type FacilityFacts, withNotes } from '../with-notes';
import { whatStillChanges } from './what-still-changes';

export interface ModelAssessorDeps {
  readonly ruleSet: RuleSet;
  readonly conditions: ConditionTable;
  readonly profiles: ConditionProfiles;
  readonly thresholds: UrgencyThresholds;
  readonly packs: LanguagePacks;
  readonly appVersion: string;
}

export interface ModelAssessorInput {
  readonly triageCase: TriageCase;
  /** The EVIDENCE assessment that the model was asked about. */
  readonly evidence: AssessmentContent;
  readonly view: ModelView;
  readonly facility: FacilityFacts;
  readonly modelName: string;
  readonly promptVersion: string;
  /** Of the model's calls together. */
  readonly latencyMs: number;
}

/** A guarded view as an assessment, and what the guard had to do for it. */
export interface MadeOfView {
  readonly outcome: AssessmentOutcome;
  readonly notes: readonly GuardNote[];
}

/**
 * The MEDGEMMA assessment: the model's view as far as the guard believes it, on everything that the EVIDENCE assessment
 * found. Pure. Errors: why the guard refused the view.
 */
export function makeModelAssessment(
  deps: ModelAssessorDeps,
  input: ModelAssessorInput,
): Result<MadeOfView, readonly GuardReason[]> {
  const { triageCase, evidence, view, facility } = input;
  const verdict = guardModelView(view, {
    conditions: deps.conditions,
    evidence: evidence.differential,
    urgency: triageCase.urgency,
    evidenceUrgency: evidence.urgency,
    ruleUrgency: urgencyOf(evidence.redFlags),
    thresholds: deps.thresholds,
    argue: (candidate) => arguedByUs(deps, input, candidate),
  });
  if (!verdict.accepted) return err(verdict.reasons);
  const assessment = assess(deps, input, verdict);
  return ok({ outcome: withNotes(deps.packs, { triageCase, facility, assessment }), notes: verdict.notes });
}

/** What our own sources say of a condition that only the model suggests: the same sources as for every other. */
function arguedByUs(
  { conditions, profiles }: ModelAssessorDeps,
  { triageCase, evidence }: ModelAssessorInput,
  candidate: CandidateCondition,
): CandidateCondition {
  const compared = arguedFromSimilarCases(candidate, evidence.similarCases, conditions);
  return arguedFromFindings([compared], triageCase.findings, profiles)[0] ?? compared;
}

function assess(
  deps: ModelAssessorDeps,
  { triageCase, evidence, facility, modelName, promptVersion, latencyMs }: ModelAssessorInput,
  verdict: GuardedView,
): AssessmentContent {
  const limitations = evidence.limitations.filter((one) => one !== Limitation.MEDGEMMA_PENDING);
  // The rules once more, with the larger suspicion. Without the suspicion score: that has been judged with the picture, of
  // whose embedding nothing is kept, and would judge otherwise without it.
  const ruleSet = { ...deps.ruleSet, suspicion: null };
  const context = {
    malignantProbability: Math.max(verdict.malignantProbability, malignantProbability(evidence.differential)),
    endemic: new Set(facility.endemicDiseases),
  };
  const { fired } = evaluateRedFlags(ruleSet, triageCase.findings, context);
  const redFlags = united(evidence.redFlags, fired);
  const urgency = joinUrgency(verdict.urgency, urgencyOf(redFlags) ?? verdict.urgency);
  const malignantThreshold = deps.thresholds.malignant;
  const raised = { triageCase, evidence, urgency, limitations, context, ruleSet, malignantThreshold };
  const confidence = confidenceInView(verdict.differential, evidence.differential);
  return {
    ...evidence,
    source: AssessmentSource.MEDGEMMA,
    differential: verdict.differential,
    unverifiedConditions: verdict.unverifiedConditions,
    redFlags,
    urgency,
    confidence:
      evidence.evidence === null
        ? confidence
        : confidenceAcrossSkinTones(confidence, evidence.evidence.skinTones),
    rationale: rationaleOf({ ...evidence, redFlags, limitations }, verdict),
    wouldChange: [...new Set([...whatStillChanges(raised), ...verdict.wouldChange])],
    limitations,
    provenance: {
      ...evidence.provenance,
      assessorModel: modelName,
      promptVersion,
      rulesVersion: ruleSet.version,
      appVersion: deps.appVersion,
      latencyMs,
    },
  };
}

/** Each rule once, as it fired first; most urgent first. */
function united(before: readonly RedFlag[], more: readonly RedFlag[]): readonly RedFlag[] {
  const codes = new Set(before.map(({ code }) => code));
  return [...before, ...more.filter(({ code }) => !codes.has(code))].sort(
    (a, b) => urgencyRank(b.urgency) - urgencyRank(a.urgency),
  );
}

function urgencyOf(redFlags: readonly RedFlag[]): Urgency | null {
  return redFlags.reduce<Urgency | null>((most, { urgency }) => joinUrgency(most, urgency), null);
}

/** What the evidence says, then what the model made of it: its own words, marked as such, for the clinician alone. */
function rationaleOf(evidence: AssessmentContent, { rationale, notes }: GuardedView): string {
  const summary = evidence.evidence;
  return [
    summary === null ? '' : describeEvidence({ ...evidence, evidence: summary }),
    `The language model on the same evidence: ${rationale}`,
    describeGuardNotes(notes),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
