import { type PrismaClient } from '../generated/prisma/client';
import { type Clock, withinTime } from '../time';

/** The part of a Redis client that sessions need. */
interface SessionCache {
  set(key: string, value: string, options: { PX: number }): Promise<unknown>;
  pExpire(key: string, ttlMs: number): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/**
 * Which sessions are alive. Redis holds the sliding expiry; PostgreSQL knows when the case was last changed, so a
 * session that Redis lost is rebuilt for what is left of its time, and nobody is cut off by a restarted cache.
 */
export interface SessionStore {
  /** Starts the session's time, or starts it anew. */
  begin(sessionId: string): Promise<Date>;
  /** When a session that is used now will be over. */
  expiry(): Date;
  /** Slides the expiry; null when the session is over. */
  touch(sessionId: string): Promise<Date | null>;
  end(sessionId: string): Promise<void>;
}

interface SessionStoreDeps {
  readonly cache: SessionCache;
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  readonly ttlMs: number;
  readonly keyPrefix: string;
  /** Told when Redis did not answer; PostgreSQL then decides alone. */
  readonly onCacheFailure: (detail: string) => void;
}

/** A Redis that hangs is away like one that refuses; a local one answers within a millisecond. */
const CACHE_TIMEOUT_MS = 200;

export function createSessionStore(deps: SessionStoreDeps): SessionStore {
  const keyOf = (sessionId: string): string => `${deps.keyPrefix}session:${sessionId}`;
  const expiry = (): Date => new Date(deps.clock.now().getTime() + deps.ttlMs);

  async function cached<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      return await withinTime(CACHE_TIMEOUT_MS, call());
    } catch (error) {
      deps.onCacheFailure(error instanceof Error ? error.name : 'unknown error');
      return null;
    }
  }

  async function begin(sessionId: string): Promise<Date> {
    await cached(() => deps.cache.set(keyOf(sessionId), '1', { PX: deps.ttlMs }));
    return expiry();
  }

  /** Last change plus the session's time: what Redis would have said, had it not forgotten. */
  async function isAliveByRecord(sessionId: string): Promise<boolean> {
    const row = await deps.prisma.triageCase.findUnique({
      where: { sessionId },
      select: { updatedAt: true, sessionEndedAt: true },
    });
    if (row === null || row.sessionEndedAt !== null) return false;
    return row.updatedAt.getTime() + deps.ttlMs > deps.clock.now().getTime();
  }

  return {
    begin,
    expiry,
    async touch(sessionId) {
      const slid = await cached(() => deps.cache.pExpire(keyOf(sessionId), deps.ttlMs));
      if (slid === 1 || slid === true) return expiry();
      return (await isAliveByRecord(sessionId)) ? begin(sessionId) : null;
    },
    async end(sessionId) {
      await cached(() => deps.cache.del(keyOf(sessionId)));
    },
  };
}
