import { acknowledgementPolicy } from '../../../src/escalation';

const USUAL = { EMERGENCY: 5, URGENT: 30, SOON: 24 * 60 };
const OFFICE = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' };

function policyWith(terms: { timeZone?: string; workingHours?: unknown; acknowledgeMinutes?: unknown }) {
  return acknowledgementPolicy(
    { timeZone: 'UTC', workingHours: null, acknowledgeMinutes: null, ...terms },
    USUAL,
  );
}

/** 2026-11-23 is a Monday. */
const MONDAY_10 = new Date('2026-11-23T10:00:00Z');
const FRIDAY_16 = new Date('2026-11-27T16:00:00Z');

describe('until when somebody is to answer', () => {
  it.each([
    ['EMERGENCY', '2026-11-27T16:05:00Z'],
    ['URGENT', '2026-11-27T16:30:00Z'],
    ['SOON', '2026-11-28T16:00:00Z'],
  ] as const)('%s: the settings’ minutes where a facility says nothing', (urgency, expected) => {
    expect(policyWith({}).acknowledgeBy(urgency, FRIDAY_16)).toEqual(new Date(expected));
  });

  it('a facility’s own minutes win, each by itself, and may be fractions', () => {
    const { acknowledgeBy } = policyWith({ acknowledgeMinutes: { EMERGENCY: 0.05, SOON: 60 } });
    expect(acknowledgeBy('EMERGENCY', MONDAY_10)).toEqual(new Date('2026-11-23T10:00:03Z'));
    expect(acknowledgeBy('SOON', MONDAY_10)).toEqual(new Date('2026-11-23T11:00:00Z'));
    expect(acknowledgeBy('URGENT', MONDAY_10)).toEqual(new Date('2026-11-23T10:30:00Z'));
  });

  it('working hours hold for SOON alone', () => {
    const { acknowledgeBy } = policyWith({ workingHours: OFFICE, acknowledgeMinutes: { SOON: 120 } });
    expect(acknowledgeBy('SOON', FRIDAY_16)).toEqual(new Date('2026-11-30T09:00:00Z'));
    expect(acknowledgeBy('URGENT', new Date('2026-11-28T03:00:00Z'))).toEqual(
      new Date('2026-11-28T03:30:00Z'),
    );
  });

  it('what begins outside of them waits for the next morning', () => {
    const { acknowledgeBy } = policyWith({ workingHours: OFFICE, acknowledgeMinutes: { SOON: 60 } });
    expect(acknowledgeBy('SOON', new Date('2026-11-24T03:00:00Z'))).toEqual(new Date('2026-11-24T09:00:00Z'));
    expect(acknowledgeBy('SOON', new Date('2026-11-24T17:00:00Z'))).toEqual(new Date('2026-11-25T09:00:00Z'));
  });

  it('they are hours of the facility’s own time zone', () => {
    const terms = { workingHours: OFFICE, acknowledgeMinutes: { SOON: 60 }, timeZone: 'Asia/Kolkata' };
    // 08:00 in Kolkata is 02:30 in UTC.
    expect(policyWith(terms).acknowledgeBy('SOON', new Date('2026-11-24T00:00:00Z'))).toEqual(
      new Date('2026-11-24T03:30:00Z'),
    );
  });

  it('follow summer time: a day on which the clock jumps is an hour shorter', () => {
    const nightAndDay = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' };
    const terms = { workingHours: nightAndDay, acknowledgeMinutes: { SOON: 24 * 60 } };
    const begun = new Date('2026-03-28T23:00:00Z'); // midnight in Berlin, before the jump
    expect(policyWith({ ...terms, timeZone: 'Europe/Berlin' }).acknowledgeBy('SOON', begun)).toEqual(
      new Date('2026-03-29T23:00:00Z'),
    );
  });

  it('a shift may end after midnight', () => {
    const night = { days: [1], from: '22:00', to: '06:00' };
    const { acknowledgeBy } = policyWith({ workingHours: night, acknowledgeMinutes: { SOON: 60 } });
    expect(acknowledgeBy('SOON', new Date('2026-11-24T03:00:00Z'))).toEqual(new Date('2026-11-24T04:00:00Z'));
    expect(acknowledgeBy('SOON', new Date('2026-11-24T05:30:00Z'))).toEqual(new Date('2026-11-30T22:30:00Z'));
  });

  it.each([
    ['days that are none', { ...OFFICE, days: [] }],
    ['an hour that is none', { ...OFFICE, from: '25:00' }],
    ['another shape', 'always'],
  ])('%s: reminded by the clock, rather too early than not at all', (_, workingHours) => {
    const { acknowledgeBy } = policyWith({ workingHours });
    expect(acknowledgeBy('SOON', FRIDAY_16)).toEqual(new Date('2026-11-28T16:00:00Z'));
  });

  it.each([
    ['no number', 'soon'],
    ['none at all', 0],
    ['more than a date can hold', 1e18],
  ])('minutes that are %s: the settings’, and those beside them hold', (_, minutes) => {
    const { acknowledgeBy } = policyWith({ acknowledgeMinutes: { EMERGENCY: minutes, URGENT: 10 } });
    expect(acknowledgeBy('EMERGENCY', MONDAY_10)).toEqual(new Date('2026-11-23T10:05:00Z'));
    expect(acknowledgeBy('URGENT', MONDAY_10)).toEqual(new Date('2026-11-23T10:10:00Z'));
  });

  it('a time zone that nobody knows counts as UTC', () => {
    const terms = { workingHours: OFFICE, acknowledgeMinutes: { SOON: 60 }, timeZone: 'Moon/Base' };
    expect(policyWith(terms).acknowledgeBy('SOON', MONDAY_10)).toEqual(new Date('2026-11-23T11:00:00Z'));
  });
});
