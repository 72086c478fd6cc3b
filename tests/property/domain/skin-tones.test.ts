import fc from 'fast-check';
import { confidenceAcrossSkinTones, FitzpatrickSkinType, skinToneSupport } from '../../../src/domain';

const type = fc.constantFrom(...Object.values(FitzpatrickSkinType));
const cases = fc.array(fc.record({ fitzpatrickSkinType: fc.option(type) }), { minLength: 1, maxLength: 20 });
const confidence = fc.double({ min: 0, max: 1, noNaN: true });

describe('the confidence across skin tones', () => {
  it('never grows, and never falls to nothing', () => {
    fc.assert(
      fc.property(
        fc.option(type),
        cases,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (patient, found, given) => {
          const stated = confidenceAcrossSkinTones(given, skinToneSupport(patient, found));
          expect(stated).toBeLessThanOrEqual(given);
          expect(stated).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('falls, or stays, when a case is of skin further away', () => {
    fc.assert(
      fc.property(type, cases, confidence, type, type, (patient, rest, given, one, other) => {
        const scale = Object.values(FitzpatrickSkinType);
        const stepsOf = (skin: FitzpatrickSkinType) => Math.abs(scale.indexOf(skin) - scale.indexOf(patient));
        const [near, far] = stepsOf(one) <= stepsOf(other) ? [one, other] : [other, one];
        const statedWith = (fitzpatrickSkinType: FitzpatrickSkinType) =>
          confidenceAcrossSkinTones(given, skinToneSupport(patient, [...rest, { fitzpatrickSkinType }]));
        expect(statedWith(far)).toBeLessThanOrEqual(statedWith(near) + Number.EPSILON);
      }),
    );
  });

  it('counts every case once', () => {
    fc.assert(
      fc.property(fc.option(type), cases, (patient, found) => {
        const { same, adjacent, distant, unknown } = skinToneSupport(patient, found);
        expect(same + adjacent + distant + unknown).toBe(found.length);
      }),
    );
  });
});
