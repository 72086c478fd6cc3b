/**
 * What a language model is told of a case, in plain English words. Whoever fills it has taken personal data out of every free
 * text (`complaint`, `said`): nothing is taken out here but ages that few people reach.
 */
export interface PromptFacts {
  readonly patient: PatientFacts;
  /** Diseases that are endemic where the facility is. */
  readonly endemicHere: readonly string[];
  readonly findings: FindingFacts;
  /** Oldest first. Where there is no room for all, the oldest are left out, and the model is told so. */
  readonly said: readonly SaidFacts[];
  readonly evidence: EvidenceFacts;
  /** The closed list: every name that a candidate may have. */
  readonly conditions: readonly string[];
  /** Whether a picture goes with the question. */
  readonly hasPicture: boolean;
}

export interface PatientFacts {
  /** Completed years; of children under one year `ageDays` says more. */
  readonly ageYears: number | null;
  readonly ageDays: number | null;
  readonly sexAtBirth: string | null;
  /** Fitzpatrick's, e.g. "5". */
  readonly skinType: string | null;
}

export interface FindingFacts {
  readonly complaint: string | null;
  readonly bodySites: readonly string[];
  readonly textures: readonly string[];
  readonly duration: string | null;
  readonly progression: string | null;
  readonly present: readonly string[];
  readonly absent: readonly string[];
  /** What would matter and nobody said. */
  readonly notKnown: readonly string[];
  /** E.g. "largest diameter of the lesion: 7 mm". */
  readonly measurements: readonly string[];
}

export interface SaidFacts {
  /** E.g. "patient", "parent of the patient", "interviewer". */
  readonly by: string;
  /** BCP 47. */
  readonly language: string;
  readonly text: string;
}

/** What the reference cases and the rules say, as the EVIDENCE assessment has it. */
export interface EvidenceFacts {
  /** Most probable first. */
  readonly candidates: readonly CandidateFacts[];
  /** Most alike first. Where they came from is named by the set alone: no number of a record leaves the house. */
  readonly similarCases: readonly SimilarCaseFacts[];
  /** Rules that fired: code, title and urgency in one sentence each. */
  readonly redFlags: readonly string[];
  /** What could not be used or is not known. */
  readonly limitations: readonly string[];
}

export interface CandidateFacts {
  readonly name: string;
  /** 0 to 1. */
  readonly probability: number;
  readonly supportedBy: readonly string[];
  readonly contradictedBy: readonly string[];
}

export interface SimilarCaseFacts {
  readonly dataset: string;
  /** Cosine similarities; null: not compared. */
  readonly pictureSimilarity: number | null;
  readonly findingsSimilarity: number | null;
  /** What dermatologists called it, the surest first. */
  readonly labels: readonly string[];
  readonly skinType: string | null;
}
