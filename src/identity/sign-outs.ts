import { hashToken } from './token';

/** Tells every process which token was signed out. A word may be lost: whoever relies on it also asks now and then. */
export interface SignOuts {
  /** Never fails and never waits. */
  announce(this: void, token: string): void;
  /** Calls `onSignOut` when this token was signed out, once or more often. Returns what stops the watch. */
  watch(this: void, token: string, onSignOut: () => void): () => void;
  stop(this: void): void;
}

/** What is needed of a Redis client. */
export interface SignOutRedis {
  readonly isReady: boolean;
  publish(channel: string, message: string): Promise<unknown>;
  duplicate(overrides: { disableOfflineQueue: false }): SignOutSubscriber;
}

interface SignOutSubscriber {
  on(event: string, listener: () => void): unknown;
  connect(): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  destroy(): void;
}

/** Sign-outs over Redis, which sees digests of tokens alone. While it is away they are heard in this process only. */
export function createSignOuts({
  redis,
  keyPrefix,
}: {
  readonly redis: SignOutRedis;
  readonly keyPrefix: string;
}): SignOuts {
  const channel = `${keyPrefix}sign-outs`;
  const listeners = new Map<string, Set<() => void>>();
  const heard = (digest: string): void => listeners.get(digest)?.forEach((listener) => listener());
  // A subscription may wait for Redis to come; nothing else does.
  const subscriber = redis.duplicate({ disableOfflineQueue: false });
  // Health reports that Redis is away; without a listener the client would end the process.
  subscriber.on('error', () => undefined);
  void subscriber.connect().catch(() => undefined);
  void subscriber.subscribe(channel, heard).catch(() => undefined);

  return {
    announce(token) {
      const digest = digestOf(token);
      // Here it needs nobody's help; that Redis says it once more does no harm.
      heard(digest);
      if (redis.isReady) redis.publish(channel, digest).catch(() => undefined);
    },
    watch(token, onSignOut) {
      const digest = digestOf(token);
      const ofToken = listeners.get(digest) ?? new Set();
      // A listener of its own: the same function may watch twice.
      const listener = (): void => onSignOut();
      listeners.set(digest, ofToken.add(listener));
      return () => {
        ofToken.delete(listener);
        if (ofToken.size === 0 && listeners.get(digest) === ofToken) listeners.delete(digest);
      };
    },
    stop: () => subscriber.destroy(),
  };
}

function digestOf(token: string): string {
  return Buffer.from(hashToken(token)).toString('base64url');
}
