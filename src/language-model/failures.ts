import { ModelFailureKind, type ModelFailure } from './wire';

/** `detail` is a status or a code of ours: never a word of question or answer. */
export function failure(
  kind: ModelFailureKind,
  detail: string,
  retryAfterMs: number | null = null,
): ModelFailure {
  return { kind, detail, retryAfterMs };
}

/** The caller's signal was aborted. */
export const CANCELLED: ModelFailure = failure(ModelFailureKind.CANCELLED, 'cancelled by the caller');

/**
 * What an HTTP status that is no success means: 429 is BUSY, 5xx UNAVAILABLE, and everything else is REFUSED, redirects
 * too: nothing is sent to a host that nobody configured. `retryAfter` is the header's text.
 */
export function statusFailure(status: number, retryAfter: string | null = null): ModelFailure {
  return failure(kindOfStatus(status), `HTTP ${status}`, waitMs(retryAfter));
}

function kindOfStatus(status: number): ModelFailureKind {
  if (status === 429) return ModelFailureKind.BUSY;
  return status >= 500 ? ModelFailureKind.UNAVAILABLE : ModelFailureKind.REFUSED;
}

/** RFC 9110, 10.2.3: seconds, or a date. Null for anything else. */
function waitMs(retryAfter: string | null): number | null {
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const atMs = /[a-z]/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now());
}

/**
 * What broke on the way, as something short that can be logged: an error's code, its cause's, or `otherwise`. Never a
 * message, for messages quote what they could not read.
 */
export function codeOf(error: unknown, otherwise: string): string {
  for (let at = error, depth = 0; depth < MAX_CAUSES; at = fieldOf(at, 'cause'), depth += 1) {
    const code = fieldOf(at, 'code');
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code;
  }
  return otherwise;
}

/** Causes may go in a circle. */
const MAX_CAUSES = 4;

/** What `fetch` throws for a network that failed has a cause; what it throws for anything else has none. */
export function isOfNetwork(error: unknown): boolean {
  return fieldOf(error, 'cause') !== undefined;
}

/** A field of whatever was thrown: not all that is an error is one of this realm's `Error`s. */
export function fieldOf(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null
    ? (thrown as Record<string, unknown>)[name]
    : undefined;
}

/** What was never sent to anybody, by its `detail`. */
export const NotSent = { CIRCUIT_OPEN: 'circuit open', TOO_MANY: 'too many at once' } as const;
export type NotSent = (typeof NotSent)[keyof typeof NotSent];

/** False: nobody was asked, for the server was out of reach just now, or enough others ask already. */
export function isSent({ detail }: ModelFailure): boolean {
  return !Object.values<string>(NotSent).includes(detail);
}
