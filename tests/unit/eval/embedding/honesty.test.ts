import { LESION_MODEL } from '../../../../scripts/models/lesion-model';
import { lengthOf } from '../../../../scripts/models/recipe';
import { areaUnderCurve } from '../../../../scripts/eval/embedding/area-under-curve';
import { projected, standardised, whitened } from '../../../../scripts/eval/embedding/fits';
import { splitsByPatient } from '../../../../scripts/eval/embedding/folds';
import { isMalignant, type LabelledPicture } from '../../../../scripts/eval/embedding/labelled-pictures';
import { askNeighbours } from '../../../../scripts/eval/embedding/neighbours';
import { probe } from '../../../../scripts/eval/embedding/probe';
import { gramOf, type Rows, unit } from '../../../../scripts/eval/embedding/rows';
import { seededRandom } from '../../../../scripts/seeded-random';
import { LesionTruth } from '../../../../scripts/score/labelled-cases';

const COUNT = 60;
const SEED = 1;

/** Two pictures a patient; every third patient has a melanoma. */
const PICTURES: readonly LabelledPicture[] = Array.from({ length: COUNT }, (_, place) => {
  const patient = Math.floor(place / 2);
  const truth = patient % 3 === 0 ? LesionTruth.MALIGNANT : LesionTruth.BENIGN;
  const condition = truth === LesionTruth.MALIGNANT ? 'Melanoma' : 'Melanocytic Nevus';
  return { patientId: `patient ${patient}`, condition, truth, bytes: Buffer.alloc(0) };
});
const LABELS = PICTURES.map(({ condition }) => condition);

/** Noise, and a first value that tells the malignant ones with some of it. */
function noisyRows(length: number): Rows {
  const random = seededRandom(7);
  return PICTURES.map((picture) =>
    Float64Array.from(
      { length },
      (_, column) => random.between(-1, 1) + (column === 0 && isMalignant(picture) ? 3 : 0),
    ),
  );
}

describe('folds', () => {
  const splits = splitsByPatient(PICTURES, SEED);

  it('hold every picture once', () => {
    expect(splits.flatMap(({ held }) => held).sort((a, b) => a - b)).toEqual(
      PICTURES.map((_, place) => place),
    );
  });

  it('have no patient on both sides', () => {
    for (const { training, held } of splits) {
      const seen = new Set(training.map((place) => PICTURES[place]?.patientId));
      expect(held.filter((place) => seen.has(PICTURES[place]?.patientId))).toEqual([]);
    }
  });

  it('are cut otherwise by another seed', () => {
    expect(splitsByPatient(PICTURES, 2)).not.toEqual(splits);
  });
});

describe('the probe', () => {
  const gram = gramOf(noisyRows(8).map(unit));
  const [split = { training: [], held: [] }] = splitsByPatient(PICTURES, SEED);

  it('finds what can be found', () => {
    const scored = splitsByPatient(PICTURES, SEED).flatMap((part) =>
      probe(gram, PICTURES, part, SEED).map((score, index) => ({
        score,
        isPositive: PICTURES[part.held[index] ?? -1]?.truth === LesionTruth.MALIGNANT,
      })),
    );
    expect(areaUnderCurve(scored)).toBeGreaterThan(0.95);
  });

  it('does not know the truth of those that it judges', () => {
    const lied = PICTURES.map((picture, place) =>
      split.held.includes(place)
        ? { ...picture, truth: isMalignant(picture) ? LesionTruth.BENIGN : LesionTruth.MALIGNANT }
        : picture,
    );
    expect(probe(gram, lied, split, SEED)).toEqual(probe(gram, PICTURES, split, SEED));
  });
});

describe('neighbours', () => {
  it('are never of the same patient, however alike', () => {
    const alike = gramOf(PICTURES.map((_, place) => unit([1, Math.floor(place / 2)])));
    const verdict = askNeighbours(alike, PICTURES, 0);
    // Patients 1 to 5 are next: two pictures each, one patient of the five with a melanoma.
    expect(verdict).toEqual({ malignantShare: 0.2, nearestCondition: 'Melanocytic Nevus' });
  });
});

describe.each([
  ['standardised', standardised],
  ['whitened', whitened],
  ['projected', projected],
])('what is fitted, %s,', (_, fitOf) => {
  const fit = fitOf(LESION_MODEL);
  const rows = noisyRows(lengthOf(LESION_MODEL));
  const [{ training, held } = { training: [], held: [] }] = splitsByPatient(PICTURES, SEED);
  const fitted = fit(rows, training, LABELS);

  it('has seen neither the held pictures nor their labels', () => {
    const otherRows = rows.map((row, place) => (held.includes(place) ? row.map((value) => -5 * value) : row));
    const otherLabels = LABELS.map((label, place) => (held.includes(place) ? 'Psoriasis' : label));
    const other = fit(otherRows, training, otherLabels);
    for (const place of training) expect(other[place]).toEqual(fitted[place]);
  });

  it('depends on the training pictures', () => {
    const [first = 0, second = 0] = training;
    const otherRows = rows.map((row, place) => (place === first ? row.map((value) => -5 * value) : row));
    expect(fit(otherRows, training, LABELS)[second]).not.toEqual(fitted[second]);
  });
});
