import { setTimeout as pauseFor } from 'node:timers/promises';
import { faultOf, ServerFault } from './kserve-error';

interface RetryOptions {
  /** From the first attempt to the last answer; what is left of it is what an attempt gets. */
  readonly budgetMs: number;
  /** Done before another attempt, with what was wrong with the last one and the time that is left; it may fail as one. */
  readonly beforeAnother?: ((fault: ServerFault, leftMs: number) => Promise<void>) | undefined;
  readonly now?: () => number;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random?: () => number;
  readonly pause?: (ms: number) => Promise<unknown>;
}

const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 50;

/** A server that restarts, or that has its queue full, may well answer a moment later; embedding twice does no harm. */
const WORTH_ANOTHER: ReadonlySet<ServerFault> = new Set([ServerFault.UNREACHABLE, ServerFault.BUSY]);

/**
 * Runs `attempt` with the time that it may take, again after a pause where that is worth it, at most four times and within
 * the budget. The pauses double and are drawn by chance up to that, so that replicas do not come back all at once.
 */
export async function retryWithin<T>(
  { budgetMs, beforeAnother, now = Date.now, random = Math.random, pause = pauseFor }: RetryOptions,
  attempt: (timeoutMs: number) => Promise<T>,
): Promise<T> {
  const deadline = now() + budgetMs;
  let fault: ServerFault | null = null;
  for (let tried = 1; ; tried++) {
    try {
      if (fault !== null) await beforeAnother?.(fault, deadline - now());
      return await attempt(deadline - now());
    } catch (error) {
      fault = faultOf(error);
      const isWorthAnother = fault !== null && WORTH_ANOTHER.has(fault);
      const pauseMs = random() * FIRST_PAUSE_MS * 2 ** (tried - 1);
      if (!isWorthAnother || tried === MAX_ATTEMPTS || now() + pauseMs >= deadline) throw error;
      await pause(pauseMs);
    }
  }
}
