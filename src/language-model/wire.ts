import { type Result } from '../domain';

/** MedGemma looks at 896 by 896 pixels, whatever it is shown: more would be sent for nothing. */
export const MAX_PICTURE_SIDE_PX = 896;

/** One question to a language model: one turn, at most one picture, an answer that must fit a JSON schema. */
export interface ModelQuestion {
  readonly system: string;
  readonly user: string;
  /** At most MAX_PICTURE_SIDE_PX on its longer side; null: the case has none that may be shown. */
  readonly pictureJpeg: Buffer | null;
  /** What the answer must fit; sent where a server can hold its model to it. */
  readonly answerSchema: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
}

/** What came back, as text that nobody has looked at yet. */
export interface ModelReply {
  readonly text: string;
  /** Null where the server does not count. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** How a call failed. None carries a word of the question or of the answer. */
export const ModelFailureKind = {
  /** No connection, a connection cut, 5xx, or the circuit is open. */
  UNAVAILABLE: 'UNAVAILABLE',
  /** 429. */
  BUSY: 'BUSY',
  TIMEOUT: 'TIMEOUT',
  /** 401, 403, 404 or another 4xx: asking again as we are configured will not help. */
  REFUSED: 'REFUSED',
  /** An answer that is not what the wire promises: half a JSON, a wrong envelope, or more than may be read. */
  MALFORMED: 'MALFORMED',
  /** The caller's signal was aborted. */
  CANCELLED: 'CANCELLED',
} as const;
export type ModelFailureKind = (typeof ModelFailureKind)[keyof typeof ModelFailureKind];

export interface ModelFailure {
  readonly kind: ModelFailureKind;
  /** What the server asked to wait; null where it did not say. */
  readonly retryAfterMs: number | null;
  /** For logs: a status, an error's code. Nothing of question or answer. */
  readonly detail: string;
}

/** One server's language. It knows no policy: no retries, no limits but the signal and what may be read. */
export interface ModelWire {
  /** As provenance names it: the model's id, and by which wire. */
  readonly modelName: string;
  /** Never rejects for what a server or a network does. */
  ask(question: ModelQuestion, signal: AbortSignal): Promise<Result<ModelReply, ModelFailure>>;
}
