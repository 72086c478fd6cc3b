import { NO_FINDINGS, Truth, type Findings } from '../../../src/domain';
import { ENCODED_SIGNS, FINDINGS_DIMENSION, findingsVector } from '../../../src/retrieval';
import { cosineOfUnits } from '../../../src/retrieval/cosine';

const itch = (truth: 'PRESENT' | 'ABSENT'): Findings => ({
  ...NO_FINDINGS,
  signs: { itch: { truth, because: 'test' } },
});

function likeness(a: Findings, b: Findings): number {
  const [first, second] = [findingsVector(a, null), findingsVector(b, null)];
  if (first === null || second === null) throw new Error('Nothing to compare.');
  return cosineOfUnits(first, second);
}

describe('findingsVector', () => {
  it('is of unit length and of the dimension that is announced', () => {
    const vector = findingsVector(
      { ...itch('PRESENT'), bodySites: ['ARM', 'LEG'], duration: 'ONE_DAY' },
      { ageYears: 50, sexAtBirth: 'MALE' },
    );
    expect(vector).toHaveLength(FINDINGS_DIMENSION);
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1);
  });

  it('has no vector for nothing, and none for what it cannot hold', () => {
    expect(findingsVector(NO_FINDINGS, null)).toBeNull();
    expect(findingsVector({ ...NO_FINDINGS, bodySites: ['OTHER'] }, null)).toBeNull();
    expect(
      findingsVector({ ...NO_FINDINGS, chiefComplaint: 'words' }, { ageYears: null, sexAtBirth: null }),
    ).toBeNull();
  });

  it('sets yes against no, and what nobody said against neither', () => {
    const onArm: Findings = { ...NO_FINDINGS, bodySites: ['ARM'] };
    expect(likeness(itch('PRESENT'), itch('ABSENT'))).toBeCloseTo(-1);
    expect(likeness(itch('PRESENT'), onArm)).toBe(0);
  });

  it('holds durations and ages the closer the nearer they are', () => {
    const lasting = (duration: Findings['duration']): Findings => ({ ...NO_FINDINGS, duration });
    const day = lasting('ONE_DAY');
    expect(likeness(day, lasting('LESS_THAN_ONE_WEEK'))).toBeGreaterThan(
      likeness(day, lasting('MORE_THAN_ONE_YEAR')),
    );
    const aged = (ageYears: number) =>
      findingsVector(NO_FINDINGS, { ageYears, sexAtBirth: null }) ?? new Float32Array();
    expect(cosineOfUnits(aged(30), aged(40))).toBeGreaterThan(cosineOfUnits(aged(30), aged(70)));
  });

  it('hears a sign by any of the codes that mean it', () => {
    const bleeding: Findings = {
      ...NO_FINDINGS,
      signs: { bleeding: { truth: Truth.PRESENT, because: 'x' } },
    };
    const oozing: Findings = {
      ...NO_FINDINGS,
      signs: { oozing_or_bleeding: { truth: Truth.PRESENT, because: 'x' } },
    };
    const raised: Findings = { ...NO_FINDINGS, signs: { elevated: { truth: Truth.PRESENT, because: 'x' } } };
    expect(likeness(bleeding, oozing)).toBeCloseTo(1);
    expect(likeness(raised, { ...NO_FINDINGS, textures: ['RAISED_OR_BUMPY'] })).toBeCloseTo(1);
  });

  it('has one coordinate a sign', () => {
    const codes = ENCODED_SIGNS.flat();
    expect(new Set(codes).size).toBe(codes.length);
  });
});
