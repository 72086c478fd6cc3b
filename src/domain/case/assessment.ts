import { type Urgency } from '../urgency';
import { type FitzpatrickSkinType } from '../vocabulary';
import { type EvidenceSummary } from './evidence-summary';

/** EVIDENCE: rules and the nearest reference cases, always available. MEDGEMMA: the language model on the same evidence. */
export const AssessmentSource = { EVIDENCE: 'EVIDENCE', MEDGEMMA: 'MEDGEMMA' } as const;
export type AssessmentSource = (typeof AssessmentSource)[keyof typeof AssessmentSource];

/** What could not be used or known. Not empty means: a human must look. */
export const Limitation = {
  IMAGE_MISSING: 'IMAGE_MISSING',
  IMAGE_UNUSABLE: 'IMAGE_UNUSABLE',
  EMBEDDING_UNAVAILABLE: 'EMBEDDING_UNAVAILABLE',
  RETRIEVAL_UNAVAILABLE: 'RETRIEVAL_UNAVAILABLE',
  NOTHING_SIMILAR_KNOWN: 'NOTHING_SIMILAR_KNOWN',
  /** The language model was asked and has not answered yet; a later revision says how that ended. */
  MEDGEMMA_PENDING: 'MEDGEMMA_PENDING',
  MEDGEMMA_UNAVAILABLE: 'MEDGEMMA_UNAVAILABLE',
  MEDGEMMA_TIMEOUT: 'MEDGEMMA_TIMEOUT',
  MEDGEMMA_UNPARSEABLE: 'MEDGEMMA_UNPARSEABLE',
  MEDGEMMA_REFUSED_BY_GUARD: 'MEDGEMMA_REFUSED_BY_GUARD',
  MEDGEMMA_STAND_IN: 'MEDGEMMA_STAND_IN',
  SPEECH_STAND_IN: 'SPEECH_STAND_IN',
  LANGUAGE_UNSUPPORTED: 'LANGUAGE_UNSUPPORTED',
  FINDINGS_INCOMPLETE: 'FINDINGS_INCOMPLETE',
  UNANSWERED_RED_FLAG: 'UNANSWERED_RED_FLAG',
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
} as const;
export type Limitation = (typeof Limitation)[keyof typeof Limitation];

/** A rule that fired, with the words, finding or picture evidence that fired it. */
export interface RedFlag {
  readonly code: string;
  readonly title: string;
  readonly urgency: Urgency;
  readonly because: string;
  readonly citation: string;
}

export interface CandidateCondition {
  /** SCIN's name for the condition. */
  readonly name: string;
  readonly icd10: readonly string[];
  /** 0 to 1; over a whole differential they sum to at most 1. */
  readonly probability: number;
  readonly malignantOrPremalignant: boolean;
  readonly supportedBy: readonly string[];
  readonly contradictedBy: readonly string[];
}

export interface WeightedCondition {
  readonly name: string;
  /** 0 to 1; the weights of one reference case sum to at most 1. */
  readonly weight: number;
}

/** A labelled reference case that resembles this one. */
export interface SimilarCase {
  readonly sourceId: string;
  readonly dataset: string;
  /** The complaint within the dataset: several records of one lesion share it. */
  readonly caseId: string;
  /** Cosine similarity, -1 to 1, of what the case was found by; of the pictures if it was found by both. */
  readonly similarity: number;
  /** What it is alike in, as cosine similarities. Null: not compared. */
  readonly pictureSimilarity: number | null;
  readonly findingsSimilarity: number | null;
  readonly conditions: readonly WeightedCondition[];
  readonly fitzpatrickSkinType: FitzpatrickSkinType | null;
  /** Key of the reference picture in the media store, if it was kept. */
  readonly imageKey: string | null;
  /** Under which the dataset may be used and shown. */
  readonly licence: string;
}

/** Enough to say which model, data and configuration produced an assessment. */
export interface Provenance {
  readonly assessorModel: string;
  readonly promptVersion: string | null;
  readonly embeddingModel: string;
  readonly embeddingModelSha256: string;
  readonly indexName: string;
  readonly indexVersion: string;
  readonly rulesVersion: string;
  readonly appVersion: string;
  readonly latencyMs: number;
}

/** One assessment. Never changed once made; a later one is a new revision. */
export interface Assessment {
  readonly id: string;
  readonly revision: number;
  readonly source: AssessmentSource;
  readonly differential: readonly CandidateCondition[];
  /** Names that the language model gave and that are on no list of ours: for the clinician, without a probability. */
  readonly unverifiedConditions: readonly string[];
  readonly redFlags: readonly RedFlag[];
  readonly urgency: Urgency;
  /** 0 to 1. */
  readonly confidence: number;
  readonly rationale: string;
  /** What of answers or pictures would make it another one, in plain English for the clinician. */
  readonly wouldChange: readonly string[];
  /** By picture and by findings in one list, each case once, those first that both ways rank high. */
  readonly similarCases: readonly SimilarCase[];
  /** Null for assessments that were made before it was recorded. */
  readonly evidence: EvidenceSummary | null;
  readonly disclaimer: string;
  readonly limitations: readonly Limitation[];
  readonly provenance: Provenance;
  readonly createdAt: Date;
}

/** What an assessor says; the aggregate adds which revision of which case it is. */
export type AssessmentContent = Omit<Assessment, 'id' | 'revision' | 'createdAt'>;
