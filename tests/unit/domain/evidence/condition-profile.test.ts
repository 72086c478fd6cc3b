import {
  AnswerKind,
  arguedFromFindings,
  argueFromFindings,
  type CandidateCondition,
  type ConditionProfiles,
  Duration,
  type Findings,
  isTelling,
  NO_FINDINGS,
  type ProfiledAnswer,
  type SignFinding,
} from '../../../../src/domain';

const ITCH: ProfiledAnswer = { kind: 'SIGN', codes: ['itch', 'itch_at_night'], share: 0.9, shareOfAll: 0.5 };
const PAIN: ProfiledAnswer = { kind: 'SIGN', codes: ['lesion_pain'], share: 0.05, shareOfAll: 0.2 };
const ARM: ProfiledAnswer = { kind: 'SITE', codes: ['ARM'], share: 0.6, shareOfAll: 0.2 };
const LEG: ProfiledAnswer = { kind: 'SITE', codes: ['LEG'], share: 0.1, shareOfAll: 0.4 };
const FLAT: ProfiledAnswer = { kind: 'TEXTURE', codes: ['FLAT'], share: 0.7, shareOfAll: 0.2 };
const A_DAY: ProfiledAnswer = { kind: 'DURATION', codes: ['ONE_DAY'], share: 0.45, shareOfAll: 0.2 };

const profiles: ConditionProfiles = {
  version: 'test-1',
  conditions: [
    { name: 'Eczema', dataset: 'test', cases: 90, answers: [ITCH, PAIN, LEG, ARM, FLAT, A_DAY] },
    { name: 'Melanoma', dataset: 'test', cases: 24, answers: [PAIN, FLAT] },
  ],
};

function saying(said: Partial<Findings>, signs: Record<string, 'PRESENT' | 'ABSENT'> = {}): Findings {
  const told: Record<string, SignFinding> = {};
  for (const [code, truth] of Object.entries(signs)) told[code] = { truth, because: 'said' };
  return { ...NO_FINDINGS, ...said, signs: told };
}

const candidate = (name: string, malignantOrPremalignant = false): CandidateCondition => ({
  name,
  icd10: [],
  probability: 0.4,
  malignantOrPremalignant,
  supportedBy: ['neighbours'],
  contradictedBy: ['other neighbours'],
});

describe('argueFromFindings', () => {
  it('names what is more common with the condition than with all, with both shares and where they are from', () => {
    expect(argueFromFindings('Eczema', saying({}, { itch: 'PRESENT' }), profiles)).toEqual({
      supportedBy: ['itch: in 90 % of its 90 labelled cases, in 50 % of all (test)'],
      contradictedBy: [],
    });
  });

  it('holds what is rare with the condition against it', () => {
    expect(
      argueFromFindings('Eczema', saying({}, { lesion_pain: 'PRESENT' }), profiles).contradictedBy,
    ).toEqual(['the spot hurts: in 5 % of its 90 labelled cases, in 20 % of all (test)']);
  });

  it('holds the denial of what is common with the condition against it', () => {
    expect(argueFromFindings('Eczema', saying({}, { itch: 'ABSENT' }), profiles)).toEqual({
      supportedBy: [],
      contradictedBy: ['no itch: it is in 90 % of its 90 labelled cases, in 50 % of all (test)'],
    });
  });

  it('takes another code for the same answer, and a yes to one before a no to the other', () => {
    const findings = saying({}, { itch: 'ABSENT', itch_at_night: 'PRESENT' });
    expect(argueFromFindings('Eczema', findings, profiles).supportedBy).toHaveLength(1);
  });

  it('says nothing of what nobody said, of places that were not named, and of conditions that it does not know', () => {
    const silent = { supportedBy: [], contradictedBy: [] };
    expect(argueFromFindings('Eczema', NO_FINDINGS, profiles)).toEqual(silent);
    expect(argueFromFindings('Eczema', saying({ bodySites: ['PALM'] }), profiles)).toEqual(silent);
    expect(argueFromFindings('Gout', saying({}, { itch: 'PRESENT' }), profiles)).toEqual(silent);
  });

  it('names the three most telling alone, the most telling first', () => {
    const findings = saying(
      { bodySites: ['ARM'], textures: ['FLAT'], duration: Duration.ONE_DAY },
      { itch: 'PRESENT' },
    );
    expect(
      argueFromFindings('Eczema', findings, profiles).supportedBy.map((words) => words.split(':')[0]),
    ).toEqual(['flat', 'site arm', 'duration one day']);
  });
});

describe('arguedFromFindings', () => {
  it('adds its arguments behind those of the neighbours and changes nothing else', () => {
    const before = candidate('Eczema');
    const [after] = arguedFromFindings(
      [before],
      saying({ bodySites: ['LEG'] }, { itch: 'PRESENT' }),
      profiles,
    );
    expect(after).toEqual({
      ...before,
      supportedBy: ['neighbours', expect.stringMatching(/^itch/)],
      contradictedBy: ['other neighbours', expect.stringMatching(/^site leg/)],
    });
  });

  it('holds no answer against a cancer, however rare it is among the few that were seen', () => {
    const findings = saying({ textures: ['FLAT'] }, { lesion_pain: 'PRESENT' });
    const [melanoma] = arguedFromFindings([candidate('Melanoma', true)], findings, profiles);
    expect(melanoma?.contradictedBy).toEqual(['other neighbours']);
    expect(melanoma?.supportedBy).toHaveLength(2);
  });
});

describe('isTelling', () => {
  it.each([
    [{ kind: AnswerKind.SITE, share: 0.32, shareOfAll: 0.2 }, true],
    [{ kind: AnswerKind.SITE, share: 0.28, shareOfAll: 0.2 }, false],
    [{ kind: AnswerKind.SITE, share: 0.1, shareOfAll: 0.2 }, true],
    // A yes is 1.3 times as likely, which says little; a no is a third as likely.
    [{ kind: AnswerKind.SIGN, share: 0.9, shareOfAll: 0.7 }, true],
    [{ kind: AnswerKind.SITE, share: 0.9, shareOfAll: 0.7 }, false],
  ])('%j: %s', (answer, expected) => {
    expect(isTelling({ ...answer, codes: ['x'] })).toBe(expected);
  });

  it('is not carried away by shares of nothing and of all', () => {
    const never = { kind: AnswerKind.SIGN, codes: ['itch'] as [string], share: 0, shareOfAll: 0 };
    expect(isTelling(never)).toBe(false);
    expect(isTelling({ ...never, share: 1, shareOfAll: 1 })).toBe(false);
  });
});
