import { ASSESSMENT_FIGURES, figureOf, TOP_1 } from '../../../../scripts/eval/assessment/figures';
import { viewedBy } from '../../../../scripts/eval/assessment/outcome';
import { AssessmentSource, Urgency } from '../../../../src/domain';
import { answerWith, CANCER, evaluatedCase, truthOf, viewNaming } from '../../../support/evaluated-cases';

const CASES = [
  evaluatedCase('right'),
  evaluatedCase('third', { evidence: viewNaming(['Acne', 'Tinea', 'Eczema']) }),
  evaluatedCase('called in vain', { evidence: viewNaming(['Acne'], { urgency: Urgency.SOON }) }),
  evaluatedCase('found', {
    truth: CANCER,
    evidence: viewNaming(['Eczema'], { malignantProbability: 0.3, urgency: Urgency.URGENT }),
  }),
  evaluatedCase('silent', { truth: CANCER, evidence: viewNaming([], { topProbability: null }) }),
  evaluatedCase('story', { truth: truthOf(null, { isSuspicious: null, leastUrgency: Urgency.URGENT }) }),
];

function measured(title: string, source: AssessmentSource, cases = CASES): number | null {
  const figure = ASSESSMENT_FIGURES.find((one) => one.title === title);
  if (figure === undefined) throw new Error(`There is no figure ${title}.`);
  return figure.measure(figure.countedIn(viewedBy(source, cases)));
}

describe('the figures of an assessment', () => {
  it.each([
    ['top-1', 1 / 5],
    ['top-3', 2 / 5],
    ['no condition named', 1 / 5],
    ['of those who must be seen soon, at SOON or above', 1 / 2],
    // Of the four benign ones, the story among them, one was called SOON.
    ['of those who may wait, below SOON', 3 / 4],
    ['at least as urgent as is right', 0],
    ['of all, at SOON or above', 2 / 6],
    // Cancers 0.3 and 0, the three benign ones 0: each of the first's pairs is won, each of the second's a tie.
    ['area under the curve of the suspicion', 0.75],
    // 0.49 and 1 of the cancers, 0 of the others.
    ['Brier score of the suspicion', 1.49 / 5],
    ['the same of saying the prevalence each time', 0.4 * 0.6],
  ])('%s', (title, expected) => {
    expect(measured(title, AssessmentSource.EVIDENCE)).toBeCloseTo(expected);
  });

  it('are the evidence’s where the model gave no view', () => {
    const cases = [
      evaluatedCase('better', { evidence: viewNaming(['Acne']), model: answerWith(viewNaming(['Eczema'])) }),
      evaluatedCase('failed', { model: answerWith(null, { fate: 'TIMEOUT' }) }),
    ];
    expect(measured('top-1', AssessmentSource.EVIDENCE, cases)).toBe(0.5);
    expect(measured('top-1', AssessmentSource.MEDGEMMA, cases)).toBe(1);
  });

  it('claim nothing of fewer than ten cases that count', () => {
    const nine = Array.from({ length: 9 }, (_, i) => evaluatedCase(`case ${i}`));
    const stories = nine.map((one) => ({ ...one, truth: truthOf(null) }));
    expect(figureOf(TOP_1, viewedBy('EVIDENCE', [...nine, ...stories]))).toBeNull();
    const ten = [...nine, evaluatedCase('case 9')];
    expect(figureOf(TOP_1, viewedBy('EVIDENCE', ten))).toEqual({ value: 1, low: 1, high: 1 });
  });
});
