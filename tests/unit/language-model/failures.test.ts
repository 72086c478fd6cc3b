import { codeOf, failure, isSent, NotSent, statusFailure } from '../../../src/language-model/failures';

describe('a status', () => {
  it.each([
    [301, 'REFUSED'],
    [400, 'REFUSED'],
    [401, 'REFUSED'],
    [404, 'REFUSED'],
    [429, 'BUSY'],
    [500, 'UNAVAILABLE'],
    [503, 'UNAVAILABLE'],
    [504, 'UNAVAILABLE'],
  ])('of %d is %s', (status, kind) => {
    expect(statusFailure(status)).toEqual({ kind, detail: `HTTP ${status}`, retryAfterMs: null });
  });

  it.each([
    ['120', 120_000],
    [' 3 ', 3000],
    ['0', 0],
    ['', null],
    ['-3', null],
    ['1.5', null],
    ['soon', null],
    ['9999999999999', null],
  ])('may come with Retry-After: %j', (retryAfter, retryAfterMs) => {
    expect(statusFailure(429, retryAfter)).toMatchObject({ retryAfterMs });
  });

  it('may come with a date to wait for', () => {
    jest.useFakeTimers({ now: new Date('2026-03-01T10:00:00Z') });
    const { retryAfterMs } = statusFailure(503, 'Sun, 01 Mar 2026 10:00:30 GMT');
    const { retryAfterMs: past } = statusFailure(503, 'Sun, 01 Mar 2026 09:00:00 GMT');
    jest.useRealTimers();
    expect([retryAfterMs, past]).toEqual([30_000, 0]);
  });
});

describe("an error's code", () => {
  it('is its own, or that of what caused it', () => {
    const refused = Object.assign(new Error('connect to somewhere'), { code: 'ECONNREFUSED' });
    expect(codeOf(refused, 'x')).toBe('ECONNREFUSED');
    expect(codeOf(new TypeError('fetch failed', { cause: refused }), 'x')).toBe('ECONNREFUSED');
  });

  it.each([
    new Error('no code'),
    Object.assign(new Error('a number'), { code: 7 }),
    Object.assign(new Error('words'), { code: 'Patient said: my arm' }),
    Object.assign(new Error('long'), { code: 'A'.repeat(80) }),
    'no error at all',
  ])('is nothing of %p', (error) => {
    expect(codeOf(error, 'otherwise')).toBe('otherwise');
  });

  it('is looked for in no circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(codeOf(error, 'otherwise')).toBe('otherwise');
  });
});

it('is known whether anybody was asked', () => {
  expect(isSent(failure('UNAVAILABLE', NotSent.CIRCUIT_OPEN))).toBe(false);
  expect(isSent(failure('BUSY', NotSent.TOO_MANY))).toBe(false);
  expect(isSent(statusFailure(500))).toBe(true);
});
