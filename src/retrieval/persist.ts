import { setTimeout as sleep } from 'node:timers/promises';
import { TimeoutError, withinTime } from '../time';

interface Persistence {
  /** For all attempts together. */
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  /** An attempt that is silent for so long gets another one beside it: whichever answers first counts. */
  readonly patienceMs: number;
  /** How long to wait when the attempt of this number (1, 2, …) has failed. */
  readonly pauseMs: (attempt: number) => number;
}

/**
 * What the first attempt gives that succeeds. A slow engine is given its whole time (the first attempt goes on), one that
 * lost a request, or was restarted, gets another. Rejects with TimeoutError when the time is up, else as the last attempt did.
 */
export async function persist<T>(settings: Persistence, attempt: () => Promise<T>): Promise<T> {
  const { timeoutMs, maxAttempts, patienceMs, pauseMs } = settings;
  let isOver = false;
  const tryFrom = async (number: number): Promise<T> => {
    const answer = attempt();
    if (number === maxAttempts) return answer;
    try {
      return await withinTime(patienceMs, answer);
    } catch (error) {
      const isSilent = error instanceof TimeoutError;
      if (!isSilent) await sleep(pauseMs(number));
      if (isOver) throw error;
      return isSilent ? firstOf(answer, tryFrom(number + 1)) : tryFrom(number + 1);
    }
  };
  try {
    return await withinTime(timeoutMs, tryFrom(1));
  } finally {
    isOver = true;
  }
}

/** Rejects as the later one did, when both have failed. */
async function firstOf<T>(earlier: Promise<T>, later: Promise<T>): Promise<T> {
  try {
    return await Promise.any([earlier, later]);
  } catch {
    return later;
  }
}
