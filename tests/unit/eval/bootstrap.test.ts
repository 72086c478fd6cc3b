import { share, withInterval } from '../../../scripts/eval/bootstrap';
import { inPercent } from '../../../scripts/markdown-table';

const items = Array.from({ length: 40 }, (_, i) => ({ patient: `p${i % 10}`, isRight: i % 10 < 8 }));
const rightShare = (some: readonly (typeof items)[number][]) => share(some, ({ isRight }) => isRight);

describe('withInterval', () => {
  it('is the measure, with an interval around it that a seed repeats', () => {
    const figure = withInterval(items, ({ patient }) => patient, rightShare);
    expect(figure?.value).toBeCloseTo(0.8);
    expect(figure?.low).toBeLessThan(0.8);
    expect(figure?.high).toBeGreaterThan(0.8);
    expect(withInterval(items, ({ patient }) => patient, rightShare)).toEqual(figure);
  });

  it('is wider by patient than by item: one patient’s records say the same', () => {
    const byPatient = withInterval(items, ({ patient }) => patient, rightShare);
    let next = 0;
    const byItem = withInterval(items, () => String((next += 1)), rightShare);
    const width = (figure: typeof byItem) => (figure?.high ?? 0) - (figure?.low ?? 0);
    expect(width(byPatient)).toBeGreaterThan(width(byItem));
  });

  it('is nothing of nothing', () => {
    expect(withInterval([], () => '', rightShare)).toBeNull();
    expect(inPercent(null)).toBe('–');
  });
});
