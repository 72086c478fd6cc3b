import { compareRuns } from '../../../../scripts/eval/assessment/compare-runs';
import { type CaseOutcome, type JudgedView } from '../../../../scripts/eval/assessment/outcome';
import { Urgency } from '../../../../src/domain';
import {
  answerWith,
  CANCER,
  evaluatedCase,
  evaluationRun,
  viewNaming,
} from '../../../support/evaluated-cases';

/** Of twelve patients each: `viewOf` says what the model makes of the case with this number. */
function runWith(viewOf: (place: number) => JudgedView, over: Partial<CaseOutcome> = {}) {
  return evaluationRun(
    Array.from({ length: 12 }, (_, i) =>
      evaluatedCase(`case ${i}`, { ...over, model: answerWith(viewOf(i)) }),
    ),
  );
}

const RIGHT = viewNaming(['Eczema']);
const WRONG = viewNaming(['Acne']);

describe('compareRuns', () => {
  it('objects to a figure that must not get worse and clearly does', () => {
    const { objections, markdown } = compareRuns(
      runWith(() => RIGHT),
      runWith((i) => (i % 2 === 0 ? RIGHT : WRONG)),
    );
    expect(objections).toEqual(['top-3 got worse']);
    expect(markdown).toMatch(/\| top-3 \* \| 100\.0 % .* \| 50\.0 % .* \| -50\.0 % .* \| WORSE \|/);
  });

  it('has no objection to what chance explains, nor to what gets better', () => {
    const before = runWith((i) => (i < 8 ? RIGHT : WRONG));
    expect(
      compareRuns(
        before,
        runWith((i) => (i < 7 ? RIGHT : WRONG)),
      ).objections,
    ).toEqual([]);
    const { objections, markdown } = compareRuns(
      before,
      runWith(() => RIGHT),
    );
    expect(objections).toEqual([]);
    expect(markdown).toMatch(/\| top-1 \|.*\| better \|/);
  });

  it('objects to a single patient who must be seen soon and no longer is', () => {
    const cancers = { truth: CANCER, evidence: viewNaming([]) };
    const soon = viewNaming(['Melanoma'], { urgency: Urgency.SOON });
    const { objections, markdown } = compareRuns(
      runWith(() => soon, cancers),
      runWith((i) => (i === 7 ? viewNaming(['Melanoma']) : soon), cancers),
    );
    expect(objections).toEqual(['1 cases that must be seen soon no longer are']);
    expect(markdown).toContain('no longer are: case 7.');
  });

  it('objects to a view that is less urgent than its evidence', () => {
    const same = runWith(() => RIGHT);
    const lowered = runWith((i) => (i === 0 ? { ...RIGHT, urgency: Urgency.SELF_CARE } : RIGHT));
    expect(compareRuns(same, lowered).objections).toEqual(['1 cases are less urgent than their evidence']);
  });

  it('compares only what both have, and never two sets', () => {
    const whole = runWith(() => RIGHT);
    const part = { ...whole, cases: whole.cases.slice(0, 10) };
    expect(compareRuns(whole, part).markdown).toContain('10 cases that both have');
    const other = { ...whole, set: { ...whole.set, version: 'another' } };
    expect(() => compareRuns(whole, other)).toThrow('different sets');
  });
});
