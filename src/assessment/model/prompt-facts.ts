import {
  type AssessmentContent,
  codesWith,
  type ConditionTable,
  evaluateRedFlags,
  type Findings,
  findPredicate,
  Limitation,
  malignantProbability,
  meaningOf,
  type Patient,
  type RuleSet,
  type SimilarCase,
  Speaker,
  SpeakerRelation,
  type TriageCase,
  Truth,
} from '../../domain';
import { type PromptFacts } from '../../language-model';
import { type FacilityFacts } from '../with-notes';

export interface PromptDeps {
  readonly conditions: ConditionTable;
  readonly ruleSet: RuleSet;
  /** Takes personal data out of what is about to leave the house; rather too much than too little. */
  readonly redactForModel: (text: string, language: string) => string;
}

interface Told {
  readonly triageCase: TriageCase;
  /** The EVIDENCE assessment that the model is asked about. */
  readonly evidence: AssessmentContent;
  readonly facility: FacilityFacts;
  readonly hasPicture: boolean;
}

const MAX_SIMILAR_CASES = 8;
const MAX_NOT_KNOWN = 20;

/**
 * What the model is told of a case: words of our own lists, figures, and what was said with personal data taken out once
 * more. No id, number, name, place, date or address is in it, of the patient or of a reference case.
 */
export function promptFacts(deps: PromptDeps, told: Told): PromptFacts {
  const { triageCase, evidence, facility, hasPicture } = told;
  const { findings, language } = triageCase;
  const { chiefComplaint } = findings;
  return {
    patient: patientFacts(triageCase.patient),
    endemicHere: facility.endemicDiseases.map(plainly),
    findings: {
      complaint: chiefComplaint === null ? null : deps.redactForModel(chiefComplaint, language),
      ...findingFacts(findings),
      notKnown: notKnown(deps.ruleSet, told),
    },
    said: triageCase.utterances
      .filter(({ speaker }) => speaker === Speaker.PATIENT)
      .map((said) => ({
        by: whoSpoke(triageCase.speaker),
        language: said.language,
        text: deps.redactForModel(said.text, said.language),
      })),
    evidence: {
      candidates: evidence.differential.map(({ name, probability, supportedBy, contradictedBy }) => ({
        name,
        probability,
        supportedBy,
        contradictedBy,
      })),
      similarCases: evidence.similarCases.slice(0, MAX_SIMILAR_CASES).map(similarCaseFacts),
      // Without `because`: that quotes the patient.
      redFlags: evidence.redFlags.map(({ code, title, urgency }) => `${code} ${title}: ${urgency}`),
      limitations: evidence.limitations.filter((one) => one !== Limitation.MEDGEMMA_PENDING).map(plainly),
    },
    conditions: deps.conditions.names,
    hasPicture,
  };
}

function patientFacts({
  ageYears,
  ageDays,
  sexAtBirth,
  fitzpatrickSkinType,
}: Patient): PromptFacts['patient'] {
  return {
    ageYears,
    ageDays,
    sexAtBirth: sexAtBirth && plainly(sexAtBirth),
    skinType: fitzpatrickSkinType && digitOf(fitzpatrickSkinType),
  };
}

function findingFacts(findings: Findings): Omit<PromptFacts['findings'], 'complaint' | 'notKnown'> {
  const { bodySites, textures, duration, progression, numbers } = findings;
  return {
    bodySites: bodySites.map(plainly),
    textures: textures.map(plainly),
    duration: duration && plainly(duration),
    progression: progression && plainly(progression),
    present: codesWith(findings, Truth.PRESENT).map(meaningOf),
    absent: codesWith(findings, Truth.ABSENT).map(meaningOf),
    measurements: Object.entries(numbers).map(([code, { value }]) => {
      const unit = findPredicate(code)?.unit ?? null;
      return `${meaningOf(code)}: ${value}${unit === null ? '' : ` ${unit}`}`;
    }),
  };
}

/** The answers that could still make an emergency of it. */
function notKnown(ruleSet: RuleSet, { triageCase, evidence, facility }: Told): string[] {
  const { unknownEmergencyCodes } = evaluateRedFlags({ ...ruleSet, suspicion: null }, triageCase.findings, {
    malignantProbability: malignantProbability(evidence.differential),
    endemic: new Set(facility.endemicDiseases),
  });
  return unknownEmergencyCodes.slice(0, MAX_NOT_KNOWN).map(meaningOf);
}

/** Of a reference case no more than what it teaches: not which record of its set it is. */
function similarCaseFacts({
  dataset,
  pictureSimilarity,
  findingsSimilarity,
  conditions,
  fitzpatrickSkinType,
}: SimilarCase): PromptFacts['evidence']['similarCases'][number] {
  return {
    dataset,
    pictureSimilarity,
    findingsSimilarity,
    labels: [...conditions].sort((a, b) => b.weight - a.weight).map(({ name }) => name),
    skinType: fitzpatrickSkinType && digitOf(fitzpatrickSkinType),
  };
}

function whoSpoke(speaker: SpeakerRelation): string {
  if (speaker === SpeakerRelation.SELF) return 'patient';
  return speaker === SpeakerRelation.OTHER
    ? 'somebody else'
    : `${plainly(speaker)} who speaks for the patient`;
}

function digitOf(skinType: NonNullable<Patient['fitzpatrickSkinType']>): string {
  return skinType.slice('FST'.length);
}

function plainly(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
