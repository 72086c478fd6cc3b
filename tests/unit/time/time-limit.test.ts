import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { timeLimit } from '../../../src/time';

const NEVER = new AbortController().signal;

describe('a limit of time', () => {
  it('aborts when the time is over, although nobody holds it but who listens', async () => {
    setFlagsFromString('--expose_gc');
    const collect = runInNewContext('gc') as () => void;
    const collecting = setInterval(collect, 1);
    await new Promise((resolve) => timeLimit(NEVER, 20).signal.addEventListener('abort', resolve));
    clearInterval(collecting);
  });

  it('aborts with whoever gives up first', () => {
    const givingUp = new AbortController();
    const { signal } = timeLimit(givingUp.signal, 60_000);
    expect(signal.aborted).toBe(false);
    givingUp.abort();
    expect(signal.aborted).toBe(true);
    expect(timeLimit(givingUp.signal, 60_000).signal.aborted).toBe(true);
  });

  it('aborts nothing once it is released', () => {
    jest.useFakeTimers();
    const givingUp = new AbortController();
    const { signal, release } = timeLimit(givingUp.signal, 100);
    release();
    givingUp.abort();
    jest.advanceTimersByTime(1_000);
    expect(signal.aborted).toBe(false);
    jest.useRealTimers();
  });
});
