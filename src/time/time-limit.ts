/** A signal for work that may take only so long. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** The work has ended: nothing aborts any more. */
  readonly release: () => void;
}

/**
 * Aborts after `timeoutMs`, or when `givenUp` does. Not `AbortSignal.any([givenUp, AbortSignal.timeout(…)])`: a timeout that
 * nobody else holds is collected together with its timer there, and what hangs then hangs for good.
 */
export function timeLimit(givenUp: AbortSignal, timeoutMs: number): TimeLimit {
  const limit = new AbortController();
  const timer = setTimeout(end, timeoutMs);
  givenUp.addEventListener('abort', end);
  if (givenUp.aborted) end();
  return { signal: limit.signal, release };

  function end(): void {
    release();
    limit.abort();
  }
  function release(): void {
    clearTimeout(timer);
    givenUp.removeEventListener('abort', end);
  }
}
