import { setTimeout as sleep } from 'node:timers/promises';
import { persist } from '../../../src/retrieval/persist';
import { TimeoutError } from '../../../src/time';

const settings = { timeoutMs: 1000, maxAttempts: 3, patienceMs: 20, pauseMs: () => 0 };
const never = () => new Promise<never>(() => undefined);
/** Attempts in this order; the last of them for all that follow. */
function inTurn<T>(...attempts: readonly (() => Promise<T>)[]) {
  let made = 0;
  return jest.fn(() => {
    const attempt = attempts[Math.min(made, attempts.length - 1)];
    made += 1;
    return attempt === undefined ? never() : attempt();
  });
}

describe('persist', () => {
  it('asks once where once is enough', async () => {
    const attempt = inTurn(() => Promise.resolve('first'));
    expect(await persist(settings, attempt)).toBe('first');
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('asks again after a failure, and after silence', async () => {
    const attempt = inTurn(
      () => Promise.reject(new Error('reset')),
      never,
      () => Promise.resolve('third'),
    );
    expect(await persist(settings, attempt)).toBe('third');
  });

  it('lets a slow attempt go on beside the next: its answer counts as well', async () => {
    let answerFirst: (value: string) => void = () => undefined;
    const first = new Promise<string>((resolve) => (answerFirst = resolve));
    const attempt = inTurn(
      () => first,
      () => {
        answerFirst('first, late');
        return never();
      },
    );
    expect(await persist(settings, attempt)).toBe('first, late');
  });

  it('gives up after its last attempt, with what that one failed of', async () => {
    const attempt = inTurn(
      () => Promise.reject(new Error('one')),
      () => Promise.reject(new Error('two')),
      () => Promise.reject(new Error('three')),
    );
    await expect(persist(settings, attempt)).rejects.toThrow('three');
    expect(attempt).toHaveBeenCalledTimes(3);
  });

  it('says that the time is up, and then asks no more', async () => {
    let fail: (reason: Error) => void = () => undefined;
    const attempt = inTurn(() => new Promise<never>((_resolve, reject) => (fail = reject)));
    const late = persist({ ...settings, timeoutMs: 10, patienceMs: 1000 }, attempt);
    await expect(late).rejects.toThrow(TimeoutError);
    fail(new Error('too late to matter'));
    await new Promise(setImmediate);
    // Timers of one length end in the order in which they began: the pause before another attempt began earlier.
    await sleep(settings.pauseMs());
    await new Promise(setImmediate);
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
