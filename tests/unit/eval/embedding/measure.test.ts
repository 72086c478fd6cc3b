import { type LabelledPicture } from '../../../../scripts/eval/embedding/labelled-pictures';
import { measure, nearestByCondition } from '../../../../scripts/eval/embedding/measure';
import { figuresTable } from '../../../../scripts/eval/embedding/report';
import { gramOf, unit } from '../../../../scripts/eval/embedding/rows';
import { seededRandom } from '../../../../scripts/seeded-random';
import { LesionTruth } from '../../../../scripts/score/labelled-cases';

const KINDS = [
  { condition: 'Melanoma', truth: LesionTruth.MALIGNANT },
  { condition: 'Melanocytic Nevus', truth: LesionTruth.BENIGN },
  { condition: 'Actinic Keratosis', truth: LesionTruth.PREMALIGNANT },
];

/** One picture a patient, the three kinds in turn. */
const PICTURES: readonly LabelledPicture[] = Array.from({ length: 60 }, (_, place) => {
  const { condition, truth } = KINDS[place % KINDS.length] ?? { condition: '', truth: LesionTruth.BENIGN };
  return { patientId: `patient ${place}`, condition, truth, bytes: Buffer.alloc(0) };
});

/** Noise, and one direction for each kind of `told`. */
function gramThatTells(told: readonly string[]) {
  const random = seededRandom(3);
  return gramOf(
    PICTURES.map(({ condition }) => {
      const noise = Array.from({ length: 6 }, () => random.between(-0.5, 0.5));
      return unit([...told.map((one) => (one === condition ? 2 : 0)), ...noise]);
    }),
  );
}

describe('the figures of an embedding', () => {
  it('are perfect where the vectors tell every condition', () => {
    const gram = gramThatTells(KINDS.map(({ condition }) => condition));
    const { neighbours, probe, nearestIsRight } = measure(PICTURES, () => gram);
    expect([neighbours?.value, probe?.value, nearestIsRight?.value]).toEqual([1, 1, 1]);
    expect(nearestByCondition(PICTURES, gram).map(({ count, right }) => [count, right?.value])).toEqual([
      [20, 1],
      [20, 1],
      [20, 1],
    ]);
  });

  it('are those of chance where they tell nothing, and say how uncertain they are', () => {
    const gram = gramThatTells([]);
    const { probe, nearestIsRight } = measure(PICTURES, () => gram);
    expect(probe?.low).toBeLessThan(0.5);
    expect(probe?.high).toBeGreaterThan(0.5);
    expect(nearestIsRight?.value).toBeLessThan(0.6);
  });

  it('leave the premalignant ones out where they say so', () => {
    // Melanomas and keratoses look the same here: hard to part from each other, easy to part from naevi.
    const gram = gramThatTells(['Melanocytic Nevus']);
    const { neighbours, neighboursBenign } = measure(PICTURES, () => gram);
    expect(neighboursBenign?.value).toBeGreaterThan((neighbours?.value ?? 1) + 0.1);
  });

  it('are asked of vectors that were fitted without the held patients', () => {
    const gram = gramThatTells([]);
    const held = new Map<number, number>();
    measure(PICTURES, ({ training, held: places }) => {
      expect(places.filter((place) => training.includes(place))).toEqual([]);
      for (const place of places) held.set(place, (held.get(place) ?? 0) + 1);
      return gram;
    });
    // Every picture is held once in each of the five cuts.
    expect([...held.values()]).toEqual(PICTURES.map(() => 5));
  });
});

describe('the table of figures', () => {
  it('has a dash where there is nothing to measure', () => {
    const none = {
      neighbours: null,
      neighboursBenign: null,
      probe: null,
      probeBenign: null,
      nearestIsRight: null,
    };
    const [, , row] = figuresTable([
      { title: 'a model', length: 768, msPerPicture: 3.26, figures: none },
    ]).split('\n');
    expect(row).toBe('| a model | 768 | – | – | – | – | – | 3.3 |');
  });
});
