import {
  crowdedPauseMs,
  GIVE_UP_AFTER_MS,
  nextAttemptAt,
  pauseLeftMs,
} from '../../../../src/delivery/queue/back-off';

const FIRST = new Date('2026-03-01T10:00:00Z');
const after = (ms: number): Date => new Date(FIRST.getTime() + ms);
const HOUR_MS = 3_600_000;

describe('nextAttemptAt', () => {
  it('doubles the pause from five seconds to an hour', () => {
    const pauses = [1, 2, 3, 10, 11, 40].map((attempts) => {
      const next = nextAttemptAt({ attempts, firstAt: FIRST, now: FIRST }, 0);
      return ((next?.getTime() ?? 0) - FIRST.getTime()) / 1000;
    });
    expect(pauses).toEqual([5, 10, 20, 2560, 3600, 3600]);
  });

  it('lets chance take up to half of it', () => {
    expect(nextAttemptAt({ attempts: 1, firstAt: FIRST, now: FIRST }, 1)).toEqual(after(2_500));
  });

  it('leaves a receiver alone for as long as it asked for, an hour at most', () => {
    const failed = { attempts: 1, firstAt: FIRST, now: FIRST };
    expect(nextAttemptAt({ ...failed, retryAfterMs: 60_000 }, 0)).toEqual(after(60_000));
    expect(nextAttemptAt({ ...failed, retryAfterMs: 10 * HOUR_MS }, 0)).toEqual(after(HOUR_MS));
  });

  it('tries for the last time when the day ends, and then no more', () => {
    const now = after(GIVE_UP_AFTER_MS - 60_000);
    expect(nextAttemptAt({ attempts: 30, firstAt: FIRST, now }, 0)).toEqual(after(GIVE_UP_AFTER_MS));
    expect(nextAttemptAt({ attempts: 31, firstAt: FIRST, now: after(GIVE_UP_AFTER_MS) }, 0)).toBeNull();
  });

  it('makes some thirty attempts of a day, whatever chance does', () => {
    for (const chance of [0, 0.5, 1]) {
      let [attempts, now]: [number, Date | null] = [0, FIRST];
      while (now !== null) {
        attempts += 1;
        now = nextAttemptAt({ attempts, firstAt: FIRST, now }, chance);
      }
      expect(attempts).toBeGreaterThan(30);
      expect(attempts).toBeLessThan(70);
    }
  });
});

it.each([
  [0, 1_000],
  [5_000, 5_000],
  [600_000, 30_000],
])('lets what waits for a busy receiver since %i ms look again after %i ms', (waitedMs, pauseMs) => {
  expect(crowdedPauseMs(waitedMs)).toBe(pauseMs);
});

describe('pauseLeftMs', () => {
  it('is what was promised, from now on', () => {
    const paused = { attempts: 2, nextAt: after(10_000) };
    expect([0, 4_000, 10_000, 20_000].map((ms) => pauseLeftMs(paused, after(ms)))).toEqual([
      10_000, 6_000, 0, 0,
    ]);
  });

  it('is nothing before the first attempt, however far ahead the clock was that wrote it down', () => {
    expect(pauseLeftMs({ attempts: 0, nextAt: after(60_000) }, FIRST)).toBe(0);
  });

  it('is nothing of a pause that is longer than any, promised by a clock that has been set back', () => {
    expect(pauseLeftMs({ attempts: 3, nextAt: after(HOUR_MS) }, FIRST)).toBe(HOUR_MS);
    expect(pauseLeftMs({ attempts: 3, nextAt: after(HOUR_MS + 1) }, FIRST)).toBe(0);
  });
});
