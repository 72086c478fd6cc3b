/** Why a command or a query was refused. The API maps each to the contract's code of the same name. */
export const CaseErrorCode = {
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  CONFLICT: 'CONFLICT',
  CONSENT_REQUIRED: 'CONSENT_REQUIRED',
  IMAGE_UNUSABLE: 'IMAGE_UNUSABLE',
  SPEECH_UNINTELLIGIBLE: 'SPEECH_UNINTELLIGIBLE',
  RATE_LIMITED: 'RATE_LIMITED',
  DEPENDENCY_UNAVAILABLE: 'DEPENDENCY_UNAVAILABLE',
} as const;
export type CaseErrorCode = (typeof CaseErrorCode)[keyof typeof CaseErrorCode];

/** `message` is for developers of clients: it never repeats what a user typed. */
export interface CaseError {
  readonly code: CaseErrorCode;
  readonly message: string;
  /** BAD_USER_INPUT: which input, as a path (`findings.present.0`). */
  readonly field?: string;
  /** IMAGE_UNUSABLE: what is wrong with the picture. */
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
}

/** What does not exist, and what is somebody else’s: the two are told apart nowhere. */
export function notFound(what: string): CaseError {
  return { code: CaseErrorCode.NOT_FOUND, message: `No such ${what}.` };
}

/** The viewer’s role may not do this. */
export function forbidden(message: string): CaseError {
  return { code: CaseErrorCode.FORBIDDEN, message };
}

/** Something that is needed cannot be reached now; trying again later may help. */
export function dependencyUnavailable(what: string): CaseError {
  return { code: CaseErrorCode.DEPENDENCY_UNAVAILABLE, message: `Out of reach: ${what}.` };
}

/** What was asked for does not fit how the case stands. */
export function conflict(message: string): CaseError {
  return { code: CaseErrorCode.CONFLICT, message };
}

/** @param field path to the input that is wrong, e.g. "patient.ageYears"; the message never repeats the value. */
export function badInput(field: string, message: string): CaseError {
  return { code: CaseErrorCode.BAD_USER_INPUT, message, field };
}

/** @param kind the consent that nobody gave, or that was taken back. */
export function consentRequired(kind: string): CaseError {
  return { code: CaseErrorCode.CONSENT_REQUIRED, message: `This needs the patient's consent: ${kind}.` };
}
