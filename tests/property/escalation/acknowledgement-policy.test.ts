import fc from 'fast-check';
import { DateTime } from 'luxon';
import { afterWorkingTime, type WorkingHours } from '../../../src/escalation/working-hours';

const MINUTE_MS = 60_000;
/** Every shift, offset and wait here is a multiple of it. */
const STEP_MS = 15 * MINUTE_MS;
const hours = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: fc.constantFrom('00:00', '06:30', '08:00', '22:00'),
  to: fc.constantFrom('00:00', '06:00', '17:00', '23:30'),
});
const zone = fc.constantFrom(
  'UTC',
  'Africa/Nairobi',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
);
const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
const steps = fc.integer({ min: 1, max: 130 });

/** Whether somebody is there at this time, said in another way than the code says it. */
function isAtWork(at: Date, { days, from, to }: WorkingHours, timeZone: string): boolean {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  const time = local.toFormat('HH:mm');
  const yesterday = local.minus({ days: 1 }).weekday;
  if (from < to) return days.includes(local.weekday) && time >= from && time < to;
  return (days.includes(local.weekday) && time >= from) || (days.includes(yesterday) && time < to);
}

describe('working time', () => {
  it('between the asking and the answer there is as much of it as was asked for, step by step', () => {
    fc.assert(
      fc.property(instant, steps, hours, zone, (moment, count, worked, timeZone) => {
        const from = new Date(Math.floor(moment.getTime() / STEP_MS) * STEP_MS);
        const by = afterWorkingTime(from, count * STEP_MS, worked, timeZone);
        let passed = 0;
        for (let at = from.getTime(); at < by.getTime(); at += STEP_MS) {
          if (isAtWork(new Date(at), worked, timeZone)) passed += 1;
        }
        expect(passed).toBe(count);
        expect(isAtWork(new Date(by.getTime() - STEP_MS), worked, timeZone)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('without hours it is the clock’s', () => {
    fc.assert(
      fc.property(instant, steps, zone, (from, count, timeZone) => {
        const by = afterWorkingTime(from, count * STEP_MS, null, timeZone);
        expect(by.getTime() - from.getTime()).toBe(count * STEP_MS);
      }),
    );
  });
});
