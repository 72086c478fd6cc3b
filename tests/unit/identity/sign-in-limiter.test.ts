import { createSignInLimiter } from '../../../src/identity';

/** Redis, away: every command fails. The limiter must count by itself. */
const NO_REDIS = {
  isReady: false,
  eval: () => Promise.reject(new Error('Redis is away.')),
  del: () => Promise.reject(new Error('Redis is away.')),
};

const limiter = () => createSignInLimiter(NO_REDIS, 'test:', { attempts: 2, windowSeconds: 60 });

describe('the sign-in limiter without Redis', () => {
  it('lets the first attempts through and then names the seconds to wait', async () => {
    const signIns = limiter();
    expect(await signIns.attempt('a@demo.test', '::1')).toBeNull();
    expect(await signIns.attempt('a@demo.test', '::1')).toBeNull();
    const waitSeconds = await signIns.attempt('a@demo.test', '::1');
    expect(waitSeconds).toBeGreaterThan(0);
    expect(waitSeconds).toBeLessThanOrEqual(60);
  });

  it('counts each account and each address for itself', async () => {
    const signIns = limiter();
    await signIns.attempt('a@demo.test', '::1');
    await signIns.attempt('a@demo.test', '::1');
    expect(await signIns.attempt('b@demo.test', '::1')).toBeNull();
    expect(await signIns.attempt('a@demo.test', '::2')).toBeNull();
  });

  it('forgets after a right password', async () => {
    const signIns = limiter();
    await signIns.attempt('a@demo.test', '::1');
    await signIns.attempt('a@demo.test', '::1');
    await signIns.forget('a@demo.test', '::1');
    expect(await signIns.attempt('a@demo.test', '::1')).toBeNull();
  });
});
