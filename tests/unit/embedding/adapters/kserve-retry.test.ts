import { serverError, ServerFault } from '../../../../src/embedding/adapters/kserve-error';
import { retryWithin } from '../../../../src/embedding/adapters/kserve-retry';

/** A clock that only the pauses move, and chance that is always the longest pause. */
function timing(budgetMs: number) {
  let nowMs = 1000;
  const pauses: number[] = [];
  return {
    pauses,
    options: {
      budgetMs,
      now: () => nowMs,
      random: () => 1,
      pause: (ms: number) => {
        nowMs += ms;
        pauses.push(ms);
        return Promise.resolve();
      },
    },
  };
}

const fault = (code: ServerFault) => serverError(code, 'no');

it('gives each attempt what is left of the time, after pauses that double', async () => {
  const { pauses, options } = timing(1000);
  const given: number[] = [];
  const attempt = (timeoutMs: number): Promise<never> => {
    given.push(timeoutMs);
    return Promise.reject(fault(ServerFault.BUSY));
  };
  await expect(retryWithin(options, attempt)).rejects.toMatchObject({ code: ServerFault.BUSY });
  expect(pauses).toEqual([50, 100, 200]);
  expect(given).toEqual([1000, 950, 850, 650]);
});

it('does not pause past its time', async () => {
  const { pauses, options } = timing(150);
  const attempt = jest.fn(() => Promise.reject(fault(ServerFault.UNREACHABLE)));
  await expect(retryWithin(options, attempt)).rejects.toThrow();
  expect([attempt.mock.calls.length, pauses]).toEqual([2, [50]]);
});

it('returns the first answer', async () => {
  const attempt = jest
    .fn<Promise<string>, []>()
    .mockRejectedValueOnce(fault(ServerFault.UNREACHABLE))
    .mockResolvedValueOnce('vectors');
  expect(await retryWithin(timing(1000).options, attempt)).toBe('vectors');
});

it.each([
  ['a refusal', fault(ServerFault.REFUSED)],
  ['the end of the time', fault(ServerFault.TIMEOUT)],
  ['a wrong answer', fault(ServerFault.WRONG_ANSWER)],
  ['an answer of another model', fault(ServerFault.OTHER_MODEL)],
  ['a mistake of our own', new RangeError('no')],
])('does not repeat after %s', async (_name, error) => {
  const attempt = jest.fn(() => Promise.reject(error));
  await expect(retryWithin(timing(1000).options, attempt)).rejects.toBe(error);
  expect(attempt).toHaveBeenCalledTimes(1);
});

it('does what is to be done before another attempt, and counts its failure as one', async () => {
  const { options, pauses } = timing(1000);
  const done: unknown[] = [];
  const beforeAnother = (last: ServerFault, leftMs: number): Promise<void> => {
    done.push([last, leftMs]);
    return done.length === 1 ? Promise.reject(fault(ServerFault.BUSY)) : Promise.resolve();
  };
  const attempt = jest
    .fn<Promise<string>, []>()
    .mockRejectedValueOnce(fault(ServerFault.UNREACHABLE))
    .mockResolvedValueOnce('vectors');
  expect(await retryWithin({ ...options, beforeAnother }, attempt)).toBe('vectors');
  expect(done).toEqual([
    [ServerFault.UNREACHABLE, 950],
    [ServerFault.BUSY, 850],
  ]);
  expect([attempt.mock.calls.length, pauses]).toEqual([2, [50, 100]]);
});
