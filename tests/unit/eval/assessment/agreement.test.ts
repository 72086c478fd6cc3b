import { agreementOf } from '../../../../scripts/eval/assessment/agreement';
import { Urgency } from '../../../../src/domain';
import { answerWith, evaluatedCase, viewNaming } from '../../../support/evaluated-cases';

describe('agreementOf', () => {
  const asked = (id: string, named: string, urgency: Urgency) =>
    evaluatedCase(id, { model: answerWith(viewNaming([named], { urgency })) });

  it('counts the same and the raised, and names the lowered', () => {
    const { compared, sameFirst, sameUrgency, raised, lowered } = agreementOf([
      asked('same', 'Eczema', Urgency.ROUTINE),
      asked('raised', 'Melanoma', Urgency.SOON),
      asked('lowered', 'Eczema', Urgency.SELF_CARE),
      asked('another', 'Acne', Urgency.ROUTINE),
    ]);
    expect(compared).toBe(4);
    expect([sameFirst?.value, sameUrgency?.value, raised?.value]).toEqual([0.5, 0.5, 0.25]);
    expect(lowered).toEqual(['lowered']);
  });

  it('compares only views that were accepted', () => {
    const refused = evaluatedCase('refused', { model: answerWith(null, { fate: 'REFUSED_BY_GUARD' }) });
    expect(agreementOf([refused, evaluatedCase('not asked')])).toEqual({
      compared: 0,
      sameFirst: null,
      sameUrgency: null,
      raised: null,
      lowered: [],
    });
  });
});
