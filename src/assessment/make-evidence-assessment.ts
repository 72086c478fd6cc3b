import {
  arguedFromFindings,
  type AssessmentContent,
  type AssessmentOutcome,
  AssessmentSource,
  confidenceAcrossSkinTones,
  type ConditionProfiles,
  type ConditionTable,
  differentialFrom,
  evaluateRedFlags,
  fuseSimilarCases,
  type FusionSettings,
  isOutOfScope,
  joinUrgency,
  Limitation,
  malignantProbability,
  namesOtherComplaint,
  openTopics,
  type RedFlagContext,
  type RuleSet,
  type TriageCase,
  Urgency,
  urgencyFromDifferential,
  type UrgencyThresholds,
  whatWouldChange,
} from '../domain';
import { type Embedder } from '../embedding';
import { type LanguagePack, type LanguagePacks } from '../conversation';
import { describeEvidence } from './describe-evidence';
import { type GatheredEvidence } from './gather-evidence';
import { summariseEvidence } from './summarise-evidence';
import { type FacilityFacts, withNotes } from './with-notes';

export interface AssessorDeps {
  readonly ruleSet: RuleSet;
  readonly conditions: ConditionTable;
  readonly profiles: ConditionProfiles;
  readonly fusion: FusionSettings;
  readonly thresholds: UrgencyThresholds;
  readonly packs: LanguagePacks;
  readonly embedder: Embedder;
  /** What the deployment as a whole replaces or lacks, besides the language model: it holds for every case. */
  readonly standingLimitations: readonly Limitation[];
  readonly appVersion: string;
}

interface AssessorInput {
  readonly triageCase: TriageCase;
  readonly evidence: GatheredEvidence;
  readonly facility: FacilityFacts;
  /** Why there is no word of the language model in it (yet). */
  readonly modelLimitation: Limitation;
  /** Milliseconds from the pipeline's start until the evidence was there. */
  readonly latencyMs: number;
}

const ASSESSOR = 'evidence-neighbours-and-rules';

/** The EVIDENCE assessment with its note and explanation: a pure function of what was gathered, always available. */
export function makeEvidenceAssessment(deps: AssessorDeps, input: AssessorInput): AssessmentOutcome {
  const { triageCase, facility } = input;
  const pack = deps.packs.find(triageCase.language) ?? null;
  const assessment = assess(deps, input, pack, (pack ?? deps.packs.fallback).disclaimer);
  return withNotes(deps.packs, { triageCase, facility, assessment });
}

function assess(
  deps: AssessorDeps,
  input: AssessorInput,
  pack: LanguagePack | null,
  disclaimer: string,
): AssessmentContent {
  const { triageCase, evidence, facility, latencyMs } = input;
  const differential = differentialFrom(evidence, deps.conditions, deps.fusion);
  const isKnown = evidence.byPicture.length + evidence.byFindings.length > 0;
  const context: RedFlagContext = {
    malignantProbability: isKnown ? malignantProbability(differential) : null,
    endemic: new Set(facility.endemicDiseases),
    picture: evidence.picture,
  };
  const verdict = evaluateRedFlags(deps.ruleSet, triageCase.findings, context);
  const limitations = [
    ...new Set([
      ...evidence.limitations,
      ...limitationsOf(triageCase, pack),
      ...(verdict.unknownEmergencyCodes.length > 0 ? [Limitation.UNANSWERED_RED_FLAG] : []),
      input.modelLimitation,
      ...deps.standingLimitations,
    ]),
  ];
  const suggested = joinUrgency(
    verdict.urgency,
    urgencyFromDifferential(differential, deps.conditions, deps.thresholds),
  );
  const urgency = neverReassuring(suggested, limitations);
  const similarCases = fuseSimilarCases(evidence.byPicture, evidence.byFindings);
  const summary = summariseEvidence(evidence, similarCases, triageCase.patient);
  return {
    source: AssessmentSource.EVIDENCE,
    differential: arguedFromFindings(differential, triageCase.findings, deps.profiles),
    unverifiedConditions: [],
    redFlags: verdict.fired,
    urgency,
    confidence: confidenceAcrossSkinTones(differential[0]?.probability ?? 0, summary.skinTones),
    rationale: describeEvidence({ differential, redFlags: verdict.fired, evidence: summary, limitations }),
    wouldChange: whatWouldChange({
      triageCase,
      ruleSet: deps.ruleSet,
      context,
      urgency: joinUrgency(urgency, triageCase.urgency),
      limitations,
      malignantThreshold: deps.thresholds.malignant,
      skinTones: summary.skinTones,
    }),
    similarCases,
    evidence: summary,
    disclaimer,
    limitations,
    provenance: {
      assessorModel: ASSESSOR,
      promptVersion: null,
      embeddingModel: deps.embedder.model.name,
      embeddingModelSha256: deps.embedder.model.sha256,
      indexName: evidence.indexName,
      indexVersion: evidence.indexVersion,
      rulesVersion: deps.ruleSet.version,
      appVersion: deps.appVersion,
      latencyMs,
    },
  };
}

/** What the conversation, or the submission, leaves to be wished for. */
function limitationsOf(triageCase: TriageCase, pack: LanguagePack | null): Limitation[] {
  return [
    ...(isComplete(triageCase) ? [] : [Limitation.FINDINGS_INCOMPLETE]),
    ...(pack === null ? [Limitation.LANGUAGE_UNSUPPORTED] : []),
    ...(isBeyondSkin(triageCase, pack) ? [Limitation.OUT_OF_SCOPE] : []),
  ];
}

/** Whether the case is about something else than the skin; words of a language that nobody here hears cannot say so. */
function isBeyondSkin(triageCase: TriageCase, pack: LanguagePack | null): boolean {
  if (pack === null && triageCase.dialogue === null) return false;
  const complaint = triageCase.findings.chiefComplaint ?? '';
  return isOutOfScope(triageCase, pack !== null && namesOtherComplaint(complaint, pack.compiled));
}

/** What could not be used or is not known goes to a human: then, and when nothing is known at all, at least ROUTINE. */
function neverReassuring(urgency: Urgency | null, limitations: readonly Limitation[]): Urgency {
  if (urgency === null || limitations.length > 0)
    return joinUrgency(urgency, Urgency.ROUTINE) ?? Urgency.ROUTINE;
  return urgency;
}

/** A conversation is complete when no topic is open; a submission when it says where, how long and what. */
function isComplete({ findings, dialogue }: TriageCase): boolean {
  if (dialogue !== null)
    return openTopics({ findings, answeredTopics: dialogue.answeredTopics }).length === 0;
  const says = findings.bodySites.length > 0 && Object.keys(findings.signs).length > 0;
  return says && findings.duration !== null;
}
