import { readRetryAfter, toDelivered } from '../../../../src/delivery/outbound/read-answer';
import { ok } from '../../../../src/domain';

const NOW = new Date('2026-03-01T10:00:00Z');
const DECISIVE = { 410: 'DISABLE', 413: 'GIVE_UP' } as const;
const answered = (status: number, retryAfter: string | null = null) => ok({ status, retryAfter });

describe('toDelivered', () => {
  it.each([200, 201, 202, 204])('takes %i for a yes', (status) => {
    expect(toDelivered(answered(status), DECISIVE, NOW)).toEqual({ ok: true, value: undefined });
  });

  it.each([100, 301, 307, 400, 401, 404, 429, 500, 503])('tries again after %i', (status) => {
    const error = { action: 'TRY_AGAIN', code: `HTTP_${status}` };
    expect(toDelivered(answered(status), DECISIVE, NOW)).toEqual({ ok: false, error });
  });

  it.each([
    [410, 'DISABLE'],
    [413, 'GIVE_UP'],
  ])('does after %i what its channel says: %s', (status, action) => {
    expect(toDelivered(answered(status), DECISIVE, NOW)).toMatchObject({ ok: false, error: { action } });
  });

  it('passes on how long the receiver wants to be left alone', () => {
    expect(toDelivered(answered(429, '30'), DECISIVE, NOW)).toMatchObject({
      error: { retryAfterMs: 30_000 },
    });
  });
});

describe('readRetryAfter', () => {
  it.each([
    ['120', 120_000],
    ['Sun, 01 Mar 2026 10:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('reads %s', (value, expected) => {
    expect(readRetryAfter(value, NOW)).toBe(expected);
  });
});
