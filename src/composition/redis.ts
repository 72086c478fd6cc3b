import { createClient } from 'redis';

/** A Redis that is silent for so long is gone; the pings keep a healthy connection from being silent. */
const SILENCE_MS = 6_000;
const PING_EVERY_MS = 2_000;
const MAX_PAUSE_MS = 2_000;

/**
 * A client of this Redis, not connected yet, that never stops trying. The library's own strategy gives up for good on a
 * Redis that was silent once, and so would a process that was itself held up for that long.
 */
export function createRedisClient(url: string, { silenceMs = SILENCE_MS, pingEveryMs = PING_EVERY_MS } = {}) {
  const redis = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: pingEveryMs,
    socket: {
      socketTimeout: silenceMs,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MAX_PAUSE_MS),
    },
  });
  redis.on('error', () => undefined); // readiness reports it; without a listener the process would end
  return redis;
}
