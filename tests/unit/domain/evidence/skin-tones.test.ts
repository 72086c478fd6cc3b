import {
  confidenceAcrossSkinTones,
  describeSkinTones,
  type FitzpatrickSkinType,
  skinToneSupport,
} from '../../../../src/domain';

const showing = (...types: (FitzpatrickSkinType | null)[]) =>
  types.map((fitzpatrickSkinType) => ({ fitzpatrickSkinType }));

describe('skinToneSupport', () => {
  it('counts how far the skin of each case is from the patient’s', () => {
    const cases = showing('FST5', 'FST4', 'FST6', 'FST1', 'FST3', null);
    expect(skinToneSupport('FST5', cases)).toEqual({
      patient: 'FST5',
      cases: 6,
      same: 1,
      adjacent: 2,
      distant: 2,
      unknown: 1,
    });
  });

  it('does not guess the skin of a patient of whom it is not known', () => {
    expect(skinToneSupport(null, showing('FST2', null))).toMatchObject({ unknown: 2, distant: 0 });
  });
});

describe('confidenceAcrossSkinTones', () => {
  it.each([
    ['all of the same skin', showing('FST5', 'FST5'), 0.5],
    ['half of distant skin', showing('FST5', 'FST1'), 0.4],
    ['all of distant skin', showing('FST1', 'FST2'), 0.3],
    ['none', [], 0.5],
  ])('is, with %s, what remains of it', (_what, cases, expected) => {
    expect(confidenceAcrossSkinTones(0.5, skinToneSupport('FST5', cases))).toBeCloseTo(expected, 10);
  });
});

describe('describeSkinTones', () => {
  it.each([
    [
      skinToneSupport('FST5', showing('FST5', 'FST5', ...Array<FitzpatrickSkinType>(8).fill('FST1'))),
      "8 of 10 similar cases show another skin type than the patient's, 8 of them two steps away or more.",
    ],
    [
      skinToneSupport('FST2', showing('FST2', 'FST3', null)),
      "1 of 3 similar cases show another skin type than the patient's. The skin type of 1 is not known.",
    ],
    [
      skinToneSupport(null, showing('FST2')),
      "The patient's skin type is not recorded: whether the similar cases (1) show skin like it is not known.",
    ],
    [skinToneSupport('FST2', []), ''],
  ])('says it to the clinician', (support, sentence) => {
    expect(describeSkinTones(support)).toBe(sentence);
  });
});
