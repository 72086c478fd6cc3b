import { createRedisClient } from '../../../src/composition/redis';
import { type PausableProxy, startPausableProxy } from '../../support/pausable-proxy';

const QUICK = { silenceMs: 300, pingEveryMs: 100 };

describe('a Redis that was silent', () => {
  let proxy: PausableProxy;
  let redis: ReturnType<typeof createRedisClient>;

  beforeEach(async () => {
    const url = new URL(process.env.REDIS_URL ?? '');
    proxy = await startPausableProxy(Number(url.port));
    url.port = String(proxy.port);
    redis = createRedisClient(url.toString(), QUICK);
    await redis.connect();
  });
  afterEach(async () => {
    redis.destroy();
    await proxy.close();
  });

  const heard = (event: string): Promise<void> =>
    new Promise((resolve) => redis.once(event, () => resolve()));

  it('is asked again as soon as it speaks', async () => {
    const lost = heard('reconnecting');
    proxy.pause();
    await lost;
    const found = heard('ready');
    proxy.resume();
    await found;
    expect(await redis.ping()).toBe('PONG');
  });
});
