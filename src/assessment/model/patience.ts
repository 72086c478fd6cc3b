/** How long a case has waited for the model, and how long it may. */
interface Wait {
  /** Since the EVIDENCE assessment was made. */
  readonly ageMs: number;
  readonly giveUpMs: number;
  /** What the server asked to wait; null where it asked nothing. */
  readonly retryAfterMs: number | null;
  /** 0 to 1: many cases that failed together must not come back together. */
  readonly chance: number;
}

const SHORTEST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Milliseconds until the model is tried again; null: it is not. The pause grows with the time that the case has waited, so
 * that no count of tries needs to be kept, and the last try falls on the end of the patience. A server that asks to be
 * left alone until after that is not asked again.
 */
export function nextTryMs({ ageMs, giveUpMs, retryAfterMs, chance }: Wait): number | null {
  const leftMs = giveUpMs - ageMs;
  const askedMs = retryAfterMs ?? 0;
  if (leftMs <= 0 || askedMs > leftMs) return null;
  const pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, ageMs * (0.5 + chance)));
  return Math.ceil(Math.min(leftMs, Math.max(askedMs, pauseMs)));
}
