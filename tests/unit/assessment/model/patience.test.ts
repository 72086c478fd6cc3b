import { nextTryMs } from '../../../../src/assessment/model/patience';

const MINUTE_MS = 60_000;
const wait = { ageMs: 10_000, giveUpMs: 15 * MINUTE_MS, retryAfterMs: null, chance: 0.5 };

it('waits as long again as the case has waited, give or take half of it', () => {
  expect(nextTryMs({ ...wait, chance: 0 })).toBe(5000);
  expect(nextTryMs(wait)).toBe(10_000);
  expect(nextTryMs({ ...wait, chance: 1 })).toBe(15_000);
});

it('waits a second at least and a minute at most', () => {
  expect(nextTryMs({ ...wait, ageMs: 10 })).toBe(1000);
  expect(nextTryMs({ ...wait, ageMs: 10 * MINUTE_MS })).toBe(MINUTE_MS);
});

it('waits as long as the server asks for', () => {
  expect(nextTryMs({ ...wait, retryAfterMs: 2 * MINUTE_MS })).toBe(2 * MINUTE_MS);
});

it('tries for the last time when the patience ends, and not after that', () => {
  expect(nextTryMs({ ...wait, ageMs: 15 * MINUTE_MS - 300 })).toBe(300);
  expect(nextTryMs({ ...wait, ageMs: 15 * MINUTE_MS })).toBeNull();
});

it('does not ask a server again that wants to be left alone for longer than anybody waits', () => {
  expect(nextTryMs({ ...wait, retryAfterMs: 20 * MINUTE_MS })).toBeNull();
});
