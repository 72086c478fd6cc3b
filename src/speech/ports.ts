/** Sound as it came from a client. */
export interface Recording {
  readonly bytes: Buffer;
  readonly mimeType: string;
}

export interface Transcript {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  /** 0 to 1; null where the recogniser gives none. */
  readonly confidence: number | null;
}

/** Why a recording gave no words. */
export const TranscriptionProblem = {
  UNINTELLIGIBLE: 'UNINTELLIGIBLE',
  UNAVAILABLE: 'UNAVAILABLE',
} as const;
export type TranscriptionProblem = (typeof TranscriptionProblem)[keyof typeof TranscriptionProblem];
