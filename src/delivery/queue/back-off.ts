const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const FIRST_PAUSE_MS = 5 * SECOND_MS;
const MAX_PAUSE_MS = HOUR_MS;
/** Counted from when the delivery was made. */
export const GIVE_UP_AFTER_MS = 24 * HOUR_MS;

/** How soon a delivery looks again whether its receiver is still busy with others of ours, and how late at most. */
const CROWDED_PAUSE_MS = { min: SECOND_MS, max: 30 * SECOND_MS } as const;

interface FailedAttempt {
  /** Attempts so far, this one included. */
  readonly attempts: number;
  readonly firstAt: Date;
  readonly now: Date;
  /** What the receiver asked for, if it did; an hour is granted at most. */
  readonly retryAfterMs?: number;
}

/**
 * When to try again; null when a day is over. The pause doubles from 5 s to an hour, and chance takes up to half of it, so
 * that what failed together does not come back together. The last attempt is at the end of the day, not before it.
 * @param chance 0 to 1
 */
export function nextAttemptAt(
  { attempts, firstAt, now, retryAfterMs = 0 }: FailedAttempt,
  chance: number,
): Date | null {
  const giveUpAt = firstAt.getTime() + GIVE_UP_AFTER_MS;
  if (now.getTime() >= giveUpAt) return null;
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), MAX_PAUSE_MS) * (1 - chance / 2);
  return new Date(
    Math.min(now.getTime() + Math.max(pauseMs, Math.min(retryAfterMs, MAX_PAUSE_MS)), giveUpAt),
  );
}

/** A delivery that waits for its next attempt. */
interface Paused {
  readonly attempts: number;
  readonly nextAt: Date;
}

/**
 * What is left of the pause before an attempt. The first one waits for nobody: its instant is that of another process' clock,
 * which may be ahead. Nor is a pause believed that is longer than any: the clock was ahead when it was promised, and has been
 * set back since.
 */
export function pauseLeftMs({ attempts, nextAt }: Paused, now: Date): number {
  const leftMs = nextAt.getTime() - now.getTime();
  return attempts === 0 || leftMs > MAX_PAUSE_MS ? 0 : Math.max(0, leftMs);
}

/** As long again as it has waited already: a thousand that wait for one receiver must not keep the queue busy with looking. */
export function crowdedPauseMs(waitedMs: number): number {
  return Math.min(Math.max(waitedMs, CROWDED_PAUSE_MS.min), CROWDED_PAUSE_MS.max);
}
