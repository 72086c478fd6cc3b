import { createWake } from '../../../src/time/wake';

describe('a wake', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const sleeping = (sleep: Promise<void>) => {
    const ended = jest.fn();
    void sleep.then(ended);
    return ended;
  };

  it('ends a sleep', async () => {
    const { wake, sleep } = createWake();
    const ended = sleeping(sleep(1000));
    wake();
    await jest.advanceTimersByTimeAsync(0);
    expect(ended).toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is not lost on somebody who is still busy, and counts once', async () => {
    const { wake, sleep } = createWake();
    wake();
    wake();
    await sleep(1000);
    const ended = sleeping(sleep(1000));
    await jest.advanceTimersByTimeAsync(999);
    expect(ended).not.toHaveBeenCalled();
  });

  it('comes by itself when it is time to look', async () => {
    const ended = sleeping(createWake().sleep(1000));
    await jest.advanceTimersByTimeAsync(999);
    expect(ended).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalled();
  });
});
