import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** Slows down whoever guesses passwords, per account and network address. */
export interface SignInLimiter {
  /** Counts one attempt. Null if it may go on, else the seconds to wait. Never fails. */
  attempt(email: string, clientAddress: string): Promise<number | null>;
  /** A right password clears the count. */
  forget(email: string, clientAddress: string): Promise<void>;
}

/** What is needed of a Redis client, whatever it was made with. */
interface LimiterRedis {
  readonly isReady: boolean;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  del(key: string): Promise<number>;
}

interface SignInLimits {
  readonly attempts: number;
  readonly windowSeconds: number;
}

const DEFAULT_SIGN_IN_LIMITS: SignInLimits = { attempts: 10, windowSeconds: 15 * 60 };

/**
 * Counts in Redis, so that all processes count together; while Redis is away each process counts for itself.
 * Keys are digests: no e-mail address is stored.
 */
export function createSignInLimiter(
  redis: LimiterRedis,
  keyPrefix: string,
  limits: SignInLimits = DEFAULT_SIGN_IN_LIMITS,
): SignInLimiter {
  const options = { points: limits.attempts, duration: limits.windowSeconds };
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    useRedisPackage: true,
    rejectIfRedisNotReady: true,
    keyPrefix: `${keyPrefix}sign-in`,
    insuranceLimiter: new RateLimiterMemory(options),
  });
  return {
    async attempt(email, clientAddress) {
      try {
        await limiter.consume(keyOf(email, clientAddress));
        return null;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
        throw refusal;
      }
    },
    async forget(email, clientAddress) {
      await limiter.delete(keyOf(email, clientAddress));
    },
  };
}

function keyOf(email: string, clientAddress: string): string {
  return createHash('sha256').update(`${email}\n${clientAddress}`).digest('base64url');
}
