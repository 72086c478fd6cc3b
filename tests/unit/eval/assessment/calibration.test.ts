import {
  brierOfPrevalence,
  brierScore,
  calibrationError,
  firstNamedStatements,
  reliabilityBins,
  type Statement,
  suspicionStatements,
} from '../../../../scripts/eval/assessment/calibration';
import { viewedBy } from '../../../../scripts/eval/assessment/outcome';
import { CANCER, evaluatedCase, truthOf, viewNaming } from '../../../support/evaluated-cases';

/** Two bins: 0.2, of which one in two is so, and 0.9, of which both are. */
const STATEMENTS: readonly Statement[] = [
  { said: 0.2, isSo: false },
  { said: 0.2, isSo: true },
  { said: 0.9, isSo: true },
  { said: 0.9, isSo: true },
];

describe('calibration', () => {
  it('scores by the mean squared distance', () => {
    // (0.04 + 0.64 + 0.01 + 0.01) / 4
    expect(brierScore(STATEMENTS)).toBeCloseTo(0.175);
  });

  it('knows what saying the prevalence would have scored', () => {
    // Three of four are so: 0.75 * 0.25.
    expect(brierOfPrevalence(STATEMENTS)).toBeCloseTo(0.1875);
  });

  it('weighs how far each bin is off by its size', () => {
    // Half of them are off by 0.3, half by 0.1.
    expect(calibrationError(STATEMENTS)).toBeCloseTo(0.2);
  });

  it('puts what is said into tenths, 1 into the last, and leaves empty ones out', () => {
    const [low, high, ...others] = reliabilityBins([{ said: 1, isSo: false }, ...STATEMENTS]);
    expect(low).toEqual({ meanSaid: 0.2, shareSo: 0.5, statements: 2 });
    expect(high?.meanSaid).toBeCloseTo(2.8 / 3);
    expect(high?.shareSo).toBeCloseTo(2 / 3);
    expect(high?.statements).toBe(3);
    expect(others).toEqual([]);
  });

  it('says nothing of nothing', () => {
    expect([brierScore([]), brierOfPrevalence([]), calibrationError([])]).toEqual([null, null, null]);
  });
});

describe('what was stated', () => {
  const cases = viewedBy('EVIDENCE', [
    evaluatedCase('right', { evidence: viewNaming(['Eczema', 'Melanoma'], { malignantProbability: 0.1 }) }),
    evaluatedCase('missed', { truth: CANCER, evidence: viewNaming(['Eczema'], { topProbability: 0.7 }) }),
    evaluatedCase('silent', { evidence: viewNaming([], { topProbability: null }) }),
    evaluatedCase('unlabelled', { truth: truthOf(null, { isSuspicious: null }) }),
  ]);

  it('of the suspicion: every case whose condition is known', () => {
    expect(suspicionStatements(cases)).toEqual([
      { said: 0.1, isSo: false },
      { said: 0, isSo: true },
      { said: 0, isSo: false },
    ]);
  });

  it('of the first condition: only where one was named', () => {
    expect(firstNamedStatements(cases)).toEqual([
      { said: 0.5, isSo: true },
      { said: 0.7, isSo: false },
    ]);
  });
});
