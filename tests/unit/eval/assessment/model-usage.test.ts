import { quantilesOf, usageOf } from '../../../../scripts/eval/assessment/model-usage';
import { answerWith, evaluatedCase, viewNaming } from '../../../support/evaluated-cases';

const VIEW = viewNaming(['Eczema']);

describe('usageOf', () => {
  const usage = usageOf([
    evaluatedCase('1', { model: answerWith(VIEW, { isRepaired: true, latencyMs: 300 }) }),
    evaluatedCase('2', { model: answerWith(VIEW, { unverifiedConditions: 2, inputTokens: null }) }),
    evaluatedCase('3', {
      model: answerWith(null, { fate: 'REFUSED_BY_GUARD', reasons: ['CERTAINTY', 'DRUG_DOSE'] }),
    }),
    evaluatedCase('4', { model: answerWith(null, { fate: 'REFUSED_BY_GUARD', reasons: ['DRUG_DOSE'] }) }),
    evaluatedCase('5', { model: answerWith(null, { fate: 'TIMEOUT', latencyMs: 30_000 }) }),
  ]);

  it('counts each outcome with its reasons, most frequent first', () => {
    expect(usage?.asked).toBe(5);
    expect(usage?.fates.map(({ fate, share, reasons }) => [fate, share?.value, reasons])).toEqual([
      ['ACCEPTED', 0.4, []],
      [
        'REFUSED_BY_GUARD',
        0.4,
        [
          ['DRUG_DOSE', 2],
          ['CERTAINTY', 1],
        ],
      ],
      ['TIMEOUT', 0.2, []],
    ]);
  });

  it('measures only answers that came', () => {
    expect(usage?.repaired?.value).toBe(1 / 4);
    expect(usage?.withUnverified?.value).toBe(1 / 2);
    expect(usage?.latencyMs).toEqual({ p50: 100, p95: 300 });
    expect(usage?.inputTokens).toEqual({ p50: 1000, p95: 1000 });
  });

  it('says nothing where nobody was asked', () => {
    expect(usageOf([evaluatedCase('1')])).toBeNull();
  });
});

describe('quantilesOf', () => {
  it('takes values that occurred, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(quantilesOf(hundred)).toEqual({ p50: 50, p95: 95 });
    expect(quantilesOf([7])).toEqual({ p50: 7, p95: 7 });
    expect(quantilesOf([])).toBeNull();
  });
});
