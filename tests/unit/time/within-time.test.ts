import { TimeoutError, withinTime } from '../../../src/time';

describe('work within a time', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives what the work gives, and keeps no timer', async () => {
    await expect(withinTime(100, Promise.resolve('done'))).resolves.toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('passes on why the work failed, and keeps no timer', async () => {
    await expect(withinTime(100, Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is over when the time is, and a later failure disturbs nobody', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<never>((_resolve, reject) => (fail = reject));
    const waited = expect(withinTime(100, work)).rejects.toThrow(TimeoutError);
    jest.advanceTimersByTime(100);
    await waited;
    fail(new Error('nobody listens'));
    await expect(work).rejects.toThrow('nobody listens');
  });
});
