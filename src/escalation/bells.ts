import { randomUUID } from 'node:crypto';

/** Says that there is something to look at, in every process; it carries nothing, and a ring may be lost. */
export interface Bell {
  /** Never fails and never waits. */
  readonly ring: () => void;
  readonly onRing: (listener: () => void) => void;
  /** For those who know of this process's own rings without it. */
  readonly onRingElsewhere: (listener: () => void) => void;
}

export interface Bells {
  /** A transaction committed events that have no place in the stream yet. */
  readonly committed: Bell;
  /** The relay gave events their place. */
  readonly numbered: Bell;
  stop(): void;
}

/** What is needed of a Redis client. */
export interface BellRedis {
  readonly isReady: boolean;
  publish(channel: string, message: string): Promise<unknown>;
  duplicate(overrides: { disableOfflineQueue: false }): BellRedisSubscriber;
}

interface BellRedisSubscriber {
  on(event: string, listener: () => void): unknown;
  connect(): Promise<unknown>;
  subscribe(channel: string, listener: (ringer: string) => void): Promise<unknown>;
  destroy(): void;
}

export interface BellsDeps {
  readonly redis: BellRedis;
  readonly keyPrefix: string;
}

/**
 * Bells over Redis, heard in this process at once. While Redis is away a ring is heard in this process alone; the others
 * look by themselves now and then, so that nothing depends on it but speed.
 */
export function createBells({ redis, keyPrefix }: BellsDeps): Bells {
  const self = randomUUID();
  // A subscription may wait for Redis to come; nothing else does.
  const subscriber = redis.duplicate({ disableOfflineQueue: false });
  // Health reports that Redis is away; without a listener the client would end the process.
  subscriber.on('error', () => undefined);
  void subscriber.connect().catch(() => undefined);

  function bellOn(channel: string): Bell {
    const everywhere: (() => void)[] = [];
    const elsewhere: (() => void)[] = [];
    const heardFromElsewhere = (): void => [...elsewhere, ...everywhere].forEach((listener) => listener());
    const heard = (ringer: string): void => (ringer === self ? undefined : heardFromElsewhere());
    void subscriber.subscribe(channel, heard).catch(() => undefined);
    // Whatever rang while the connection was gone was not heard.
    subscriber.on('ready', heardFromElsewhere);
    return {
      ring() {
        for (const listener of everywhere) listener();
        if (redis.isReady) redis.publish(channel, self).catch(() => undefined);
      },
      onRing: (listener) => void everywhere.push(listener),
      onRingElsewhere: (listener) => void elsewhere.push(listener),
    };
  }

  return {
    committed: bellOn(`${keyPrefix}events:committed`),
    numbered: bellOn(`${keyPrefix}events:numbered`),
    stop: () => subscriber.destroy(),
  };
}
