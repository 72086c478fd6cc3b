/** Stands for "the caller's signal was aborted" where a promise's own value is expected. */
export const ABORTED = Symbol('aborted');

/**
 * What `work` gives, or ABORTED as soon as the signal is: for work that takes no signal. It is then left to end unheard,
 * its rejection too.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | typeof ABORTED> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<typeof ABORTED>((resolve) => {
    stop = () => resolve(ABORTED);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
