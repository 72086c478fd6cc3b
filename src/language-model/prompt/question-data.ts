import { clipped } from './data-text';
import { type FindingFacts, type PatientFacts, type PromptFacts, type SaidFacts } from './prompt-facts';

/** How much of the facts there is room for. */
export interface Detail {
  /** Of each list of findings. */
  readonly findings: number;
  readonly candidates: number;
  /** For, and against, each candidate. */
  readonly sentences: number;
  readonly similarCases: number;
}

/** With the least of it the facts fit, whatever they are. */
export const LEAST_DETAIL: Detail = { findings: 20, candidates: 8, sentences: 0, similarCases: 3 };
/** The most first. */
export const DETAILS: readonly Detail[] = [
  { findings: 40, candidates: 10, sentences: 3, similarCases: 10 },
  { findings: 30, candidates: 10, sentences: 1, similarCases: 6 },
  LEAST_DETAIL,
];

const NAME_CHARS = 80;
const SENTENCE_CHARS = 120;
const COMPLAINT_CHARS = 500;
/** Nobody speaks so long in one breath; who types so much says the most important first. */
const UTTERANCE_CHARS = 1500;
const OTHERS = 10;
const LABELS = 4;
/** Ages above it are told by it: so old are few. */
const OLDEST_TOLD_YEARS = 89;

/** What was said as the model reads it. */
export interface SaidData {
  readonly earlierUtterancesLeftOut: number;
  readonly utterances: readonly SaidFacts[];
}

/** The facts as they are put into the question: bounded, on single lines, nothing of it believed. */
export function dataOf(
  { patient, endemicHere, findings, evidence }: PromptFacts,
  detail: Detail,
  said: SaidData,
): object {
  return {
    patient: patientData(patient),
    endemicWhereThePatientIs: names(endemicHere, OTHERS),
    findings: findingData(findings, detail),
    said,
    evidence: {
      redFlagsOfTheRules: evidence.redFlags.slice(0, OTHERS).map((flag) => clipped(flag, SENTENCE_CHARS)),
      candidates: evidence.candidates.slice(0, detail.candidates).map((candidate) => ({
        name: clipped(candidate.name, NAME_CHARS),
        probability: rounded(candidate.probability),
        supportedBy: sentences(candidate.supportedBy, detail),
        contradictedBy: sentences(candidate.contradictedBy, detail),
      })),
      similarCases: evidence.similarCases.slice(0, detail.similarCases).map((similar) => ({
        set: clipped(similar.dataset, NAME_CHARS),
        pictureSimilarity: rounded(similar.pictureSimilarity),
        findingsSimilarity: rounded(similar.findingsSimilarity),
        labels: names(similar.labels, LABELS),
        skinType: similar.skinType,
      })),
      limitations: names(evidence.limitations, OTHERS),
    },
  };
}

/** One utterance as the model reads it. */
export function saidData({ by, language, text }: SaidFacts): SaidFacts {
  return {
    by: clipped(by, NAME_CHARS),
    language: clipped(language, NAME_CHARS),
    text: clipped(text, UTTERANCE_CHARS),
  };
}

function patientData({ ageYears, ageDays, sexAtBirth, skinType }: PatientFacts): object {
  return { age: ageOf(ageYears, ageDays), sexAtBirth, fitzpatrickSkinType: skinType };
}

function ageOf(years: number | null, days: number | null): string | null {
  if (days !== null && (years ?? 0) < 1) return `${days} days`;
  if (years === null) return null;
  return years > OLDEST_TOLD_YEARS ? `over ${OLDEST_TOLD_YEARS} years` : `${years} years`;
}

function findingData(findings: FindingFacts, detail: Detail): object {
  const listed = (list: readonly string[]): string[] => names(list, detail.findings);
  return {
    complaint: findings.complaint === null ? null : clipped(findings.complaint, COMPLAINT_CHARS),
    bodySites: listed(findings.bodySites),
    textures: listed(findings.textures),
    duration: findings.duration,
    progression: findings.progression,
    present: listed(findings.present),
    absent: listed(findings.absent),
    notKnown: listed(findings.notKnown),
    measurements: listed(findings.measurements),
  };
}

function names(list: readonly string[], most: number): string[] {
  return list.slice(0, most).map((name) => clipped(name, NAME_CHARS));
}

function sentences(list: readonly string[], { sentences: most }: Detail): string[] {
  return list.slice(0, most).map((sentence) => clipped(sentence, SENTENCE_CHARS));
}

/** Two decimals: nothing here is known better. */
function rounded<T extends number | null>(value: T): T | number {
  return value === null ? value : Math.round(value * 100) / 100;
}
