import { createClient } from 'redis';
import { v7 as newId } from 'uuid';
import { createSignOuts, type SignOuts } from '../../../src/identity';

describe('sign-outs over Redis', () => {
  const redis = createClient({ url: process.env.REDIS_URL });
  const keyPrefix = `${newId()}:`;
  let one: SignOuts;
  let other: SignOuts;

  beforeAll(async () => {
    await redis.connect();
    one = createSignOuts({ redis, keyPrefix });
    other = createSignOuts({ redis, keyPrefix });
    // Both are subscribed as soon as Redis counts them.
    while ((await redis.pubSubNumSub(`${keyPrefix}sign-outs`))[`${keyPrefix}sign-outs`] !== 2);
  });
  afterAll(() => {
    one.stop();
    other.stop();
    redis.destroy();
  });

  const heardBy = (signOuts: SignOuts, token: string): { heard: Promise<void>; stop: () => void } => {
    let stop: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => (stop = signOuts.watch(token, resolve)));
    return { heard, stop: () => stop() };
  };

  it('are heard by every process that watches the token', async () => {
    const watches = [heardBy(one, 'token'), heardBy(other, 'token'), heardBy(other, 'token')];
    one.announce('token');
    await Promise.all(watches.map(({ heard }) => heard));
    watches.forEach(({ stop }) => stop());
  });

  it('are not heard of other tokens, nor any more once the watch was stopped', async () => {
    const heard: string[] = [];
    const stopAnother = other.watch('another', () => heard.push('another'));
    const stop = other.watch('stopped', () => heard.push('stopped'));
    stop();
    stop();
    one.announce('stopped');
    const last = heardBy(other, 'last');
    one.announce('last');
    await last.heard;
    last.stop();
    stopAnother();
    expect(heard).toEqual([]);
  });

  it('show Redis a digest, not the token', async () => {
    const spy = redis.duplicate();
    await spy.connect();
    const words: string[] = [];
    await spy.subscribe(`${keyPrefix}sign-outs`, (word) => words.push(word));
    const { heard } = heardBy(one, 'a-secret-token');
    one.announce('a-secret-token');
    await heard;
    while (words.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(words.join()).not.toContain('secret');
    spy.destroy();
  });

  it('are heard in this process at once, without a word from Redis', () => {
    let heard = 0;
    const stop = one.watch('here', () => (heard += 1));
    one.announce('here');
    expect(heard).toBe(1);
    stop();
  });

  it('are heard in this process while Redis is away', async () => {
    const away = createClient({ url: 'redis://127.0.0.1:1', disableOfflineQueue: true });
    away.on('error', () => undefined);
    const alone = createSignOuts({ redis: away, keyPrefix });
    const { heard } = heardBy(alone, 'token');
    alone.announce('token');
    await heard;
    alone.stop();
  });
});
