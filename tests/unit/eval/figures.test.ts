import { areaUnderCurve, FIGURES, withInterval } from '../../../scripts/eval/figures';
import { type Outcome } from '../../../scripts/eval/judge';
import { LesionTruth } from '../../../scripts/score/labelled-cases';
import { Urgency } from '../../../src/domain';

function outcome(patientId: string, truth: LesionTruth, rest: Partial<Outcome> = {}): Outcome {
  return {
    patientId,
    hasPicture: true,
    condition: 'A',
    truth,
    ranked: ['A'],
    malignantProbability: 0,
    urgency: null,
    ...rest,
  };
}

function figure(title: string, outcomes: readonly Outcome[]): number | null {
  const kind = FIGURES.find((one) => one.title === title);
  if (kind === undefined) throw new Error(`There is no figure ${title}.`);
  return kind.measure(outcomes);
}

describe('the figures', () => {
  const outcomes = [
    outcome('P1', LesionTruth.MALIGNANT, { urgency: Urgency.SOON, ranked: ['B', 'C', 'A'] }),
    outcome('P2', LesionTruth.MALIGNANT, { urgency: Urgency.ROUTINE }),
    outcome('P3', LesionTruth.PREMALIGNANT, { urgency: Urgency.ROUTINE }),
    outcome('P4', LesionTruth.BENIGN, { urgency: Urgency.URGENT }),
    outcome('P5', LesionTruth.BENIGN, { urgency: null, ranked: ['B', 'C', 'D', 'A'] }),
  ];

  it.each([
    ['top-1 accuracy', 3 / 5],
    ['top-3 accuracy', 4 / 5],
    ['malignant lesions with urgency SOON or above', 1 / 2],
    ['benign lesions below SOON', 1 / 2],
    ['premalignant lesions with urgency SOON or above', 0],
  ])('%s', (title, expected) => {
    expect(figure(title, outcomes)).toBeCloseTo(expected);
  });

  it('are not known of nothing', () => {
    expect(FIGURES.map((kind) => kind.measure([]))).toEqual(FIGURES.map(() => null));
  });

  it('count a tie as half in the area under the curve, and leave premalignant lesions out', () => {
    const scored = (truth: LesionTruth, malignantProbability: number) =>
      outcome('P', truth, { malignantProbability });
    expect(
      areaUnderCurve([
        scored(LesionTruth.MALIGNANT, 0.9),
        scored(LesionTruth.MALIGNANT, 0.5),
        scored(LesionTruth.PREMALIGNANT, 0),
        scored(LesionTruth.BENIGN, 0.5),
      ]),
    ).toBeCloseTo(0.75);
  });
});

describe('withInterval', () => {
  const kind = FIGURES[0];
  if (kind === undefined) throw new Error('There is no figure.');

  it('draws patients, not cases: what is sure for each patient is no surer with more pictures', () => {
    const right = (patientId: string) => outcome(patientId, LesionTruth.BENIGN);
    const wrong = (patientId: string) => outcome(patientId, LesionTruth.BENIGN, { ranked: ['B'] });
    const pictures = [
      ...Array.from({ length: 50 }, () => right('P1')),
      ...Array.from({ length: 50 }, () => wrong('P2')),
    ];
    expect(withInterval(kind, pictures)).toEqual({ value: 0.5, low: 0, high: 1 });
  });

  it('is the same every time', () => {
    const some = Array.from({ length: 9 }, (_, i) =>
      outcome(`P${i}`, LesionTruth.BENIGN, { ranked: [i % 3 === 0 ? 'B' : 'A'] }),
    );
    expect(withInterval(kind, some)).toEqual(withInterval(kind, some));
  });
});
