import { type Findings } from '../findings/findings';
import { type Urgency } from '../urgency';
import {
  ConsentKind,
  type FitzpatrickSkinType,
  type InterviewTopic,
  type SexAtBirth,
  type ShotType,
  type Speaker,
  type SpeakerRelation,
} from '../vocabulary';
import { type Assessment, type RedFlag } from './assessment';

export const CaseStatus = {
  INTAKE: 'INTAKE',
  ASSESSING: 'ASSESSING',
  AWAITING_REVIEW: 'AWAITING_REVIEW',
  IN_REVIEW: 'IN_REVIEW',
  CLOSED: 'CLOSED',
  ERASED: 'ERASED',
} as const;
export type CaseStatus = (typeof CaseStatus)[keyof typeof CaseStatus];

export const EscalationStatus = { OPEN: 'OPEN', ACKNOWLEDGED: 'ACKNOWLEDGED', RESOLVED: 'RESOLVED' } as const;
export type EscalationStatus = (typeof EscalationStatus)[keyof typeof EscalationStatus];

export const MAX_IMAGES = 6;
export const MAX_UTTERANCES = 200;
export const MAX_ASSESSMENTS = 20;

/** Pseudonymous: no name, no contact. */
export interface Patient {
  readonly id: string;
  readonly externalId: string | null;
  readonly ageYears: number | null;
  /** For children under one year. */
  readonly ageDays: number | null;
  readonly sexAtBirth: SexAtBirth | null;
  readonly fitzpatrickSkinType: FitzpatrickSkinType | null;
}

/** One answer to one request for consent. The latest of a kind counts; none is ever changed. */
export interface Consent {
  readonly id: string;
  readonly kind: ConsentKind;
  readonly granted: boolean;
  readonly givenBy: SpeakerRelation;
  readonly language: string;
  /** Version of the wording that was read out. */
  readonly wording: string;
  readonly at: Date;
}

export interface Utterance {
  readonly id: string;
  readonly speaker: Speaker;
  /** After personal data was taken out. */
  readonly text: string;
  /** What was really said, sealed under the case's key. */
  readonly original: Uint8Array | null;
  readonly language: string;
  /** Recogniser's confidence, 0 to 1; null for typed text. */
  readonly confidence: number | null;
  /** For the agent's words: which prompt they were. */
  readonly promptCode: string | null;
  readonly at: Date;
}

export interface ImageQuality {
  readonly usable: boolean;
  readonly sharpness: number;
  readonly brightness: number;
  readonly reason: string | null;
}

export interface CaseImage {
  readonly id: string;
  readonly uploadId: string;
  readonly shotType: ShotType;
  /** Null once the picture's consent was withdrawn: its bytes are gone. */
  readonly mediaKey: string | null;
  readonly sha256: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly quality: ImageQuality;
  readonly at: Date;
}

export interface SoapNote {
  readonly subjective: string;
  readonly objective: string;
  readonly assessment: string;
  readonly plan: string;
  readonly disclaimer: string;
  readonly createdAt: Date;
}

export interface Explanation {
  readonly language: string;
  readonly text: string;
  readonly disclaimer: string;
}

export interface Escalation {
  readonly id: string;
  readonly urgency: Urgency;
  readonly status: EscalationStatus;
  readonly reasons: readonly RedFlag[];
  readonly raisedAt: Date;
  /** When it goes to the next tier unless somebody acknowledges it. */
  readonly acknowledgeBy: Date;
  /** 1 is the case's own facility. */
  readonly tier: number;
  readonly acknowledgedById: string | null;
  readonly acknowledgedAt: Date | null;
  readonly note: string | null;
}

export interface Review {
  readonly clinicianId: string;
  readonly agreedWithUrgency: boolean;
  readonly agreedWithDifferential: boolean;
  readonly diagnosisIcd10: readonly string[];
  readonly urgency: Urgency;
  readonly note: string;
  readonly at: Date;
}

export interface Outcome {
  readonly attended: boolean;
  readonly diagnosisIcd10: readonly string[];
  readonly histologyConfirmed: boolean;
  readonly note: string | null;
  readonly recordedById: string;
  readonly at: Date;
}

/** The conversation's memory. Its stage is derived (see session-stage.ts), never stored. */
export interface Dialogue {
  readonly sessionId: string;
  /** False while the language is still the facility's default, waiting for the patient's first words. */
  readonly languageDetected: boolean;
  /** False while nobody said whom it is about: a session begins as the patient's own unless its client says otherwise. */
  readonly speakerKnown: boolean;
  readonly currentPrompt: string;
  readonly askedPrompts: readonly string[];
  readonly answeredTopics: readonly InterviewTopic[];
  readonly endedAt: Date | null;
}

/** The aggregate: everything about one patient's complaint, changed only by the commands of this folder. */
export interface TriageCase {
  readonly id: string;
  readonly number: string;
  readonly facilityId: string;
  readonly status: CaseStatus;
  /** Null until something is known. Rules and models can raise it; only a clinician's review lowers it. */
  readonly urgency: Urgency | null;
  /** Grows with what people change; guards claim, release, review, assignment and erasure. */
  readonly version: number;
  readonly language: string;
  readonly speaker: SpeakerRelation;
  readonly patient: Patient;
  /** Sealed under the case's key, for the facility's staff alone. */
  readonly callbackReference: Uint8Array | null;
  /** Null for a case that a partner submitted whole. */
  readonly dialogue: Dialogue | null;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly consents: readonly Consent[];
  readonly findings: Findings;
  readonly utterances: readonly Utterance[];
  readonly images: readonly CaseImage[];
  readonly assessments: readonly Assessment[];
  readonly soapNote: SoapNote | null;
  readonly explanation: Explanation | null;
  readonly escalations: readonly Escalation[];
  readonly assigneeId: string | null;
  readonly review: Review | null;
  readonly outcome: Outcome | null;
}

/** The assessment that counts; null before the first. */
export function latestAssessment(triageCase: TriageCase): Assessment | null {
  return triageCase.assessments.at(-1) ?? null;
}

/** The answer that counts: the latest of its kind; null where nobody was asked. */
export function consentTo(triageCase: TriageCase, kind: ConsentKind): Consent | null {
  return triageCase.consents.findLast((consent) => consent.kind === kind) ?? null;
}

/** Whether the last word on it was a yes. */
export function hasConsent(triageCase: TriageCase, kind: ConsentKind): boolean {
  return consentTo(triageCase, kind)?.granted ?? false;
}

/** Pictures that may be used now: good enough, still stored, and consented to. */
export function usableImages(triageCase: TriageCase): readonly CaseImage[] {
  if (!hasConsent(triageCase, ConsentKind.IMAGE_CAPTURE)) return [];
  return triageCase.images.filter((image) => image.quality.usable && image.mediaKey !== null);
}
