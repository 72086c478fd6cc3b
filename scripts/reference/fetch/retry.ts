/** An attempt's end: done, or what went wrong and whether another attempt may help. */
export type Attempt<T, E> =
  | { readonly done: true; readonly value: T }
  | {
      readonly done: false;
      readonly problem: E;
      readonly again: boolean;
      /** The server's own wish, where it said one. */
      readonly retryAfterMs?: number;
    };

export interface RetryDeps {
  readonly wait: (ms: number) => Promise<void>;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

const MAX_ATTEMPTS = 6;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Tries up to six times. Pauses double and are random within their length: many clients must not come back together. */
export async function withRetries<T, E>(
  { wait, random }: RetryDeps,
  attempt: () => Promise<Attempt<T, E>>,
): Promise<Attempt<T, E>> {
  for (let tried = 1; ; tried += 1) {
    const outcome = await attempt();
    if (outcome.done || !outcome.again || tried === MAX_ATTEMPTS) return outcome;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tried - 1));
    await wait(Math.min(LONGEST_PAUSE_MS, Math.max(pauseMs * random(), outcome.retryAfterMs ?? 0)));
  }
}
