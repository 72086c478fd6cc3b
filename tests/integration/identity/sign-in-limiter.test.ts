import { createClient } from 'redis';
import { v7 as newId } from 'uuid';
import { createSignInLimiter } from '../../../src/identity';

describe('the sign-in limiter on Redis', () => {
  const redis = createClient({ url: process.env.REDIS_URL });
  const LIMITS = { attempts: 2, windowSeconds: 60 };

  beforeAll(() => redis.connect());
  afterAll(() => redis.destroy());

  it('counts for all processes together, and forgets for all', async () => {
    const keyPrefix = `${newId()}:`;
    const [one, other] = [
      createSignInLimiter(redis, keyPrefix, LIMITS),
      createSignInLimiter(redis, keyPrefix, LIMITS),
    ];
    expect(await one.attempt('a@demo.test', '::1')).toBeNull();
    expect(await other.attempt('a@demo.test', '::1')).toBeNull();
    expect(await one.attempt('a@demo.test', '::1')).toBeGreaterThan(0);
    await other.forget('a@demo.test', '::1');
    expect(await one.attempt('a@demo.test', '::1')).toBeNull();
  });

  it('stores no e-mail address', async () => {
    const keyPrefix = `${newId()}:`;
    await createSignInLimiter(redis, keyPrefix, LIMITS).attempt('a@demo.test', '::1');
    const keys = await redis.keys(`${keyPrefix}*`);
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toContain('demo');
  });
});
