import { createMemoryIndex } from '../../../src/retrieval';
import { measureFindingsFloor, measurePictureFloor } from '../../../src/retrieval/measure-floor';
import { type ReferenceRecord } from '../../../src/retrieval/reference-index';
import { LEAST_SIMILARITY } from '../../../src/retrieval/select-neighbours';
import { referenceRecord } from '../../support/reference-records';

async function held(records: readonly ReferenceRecord[]) {
  const index = createMemoryIndex();
  await index.prepare('c');
  await index.upsert('c', records);
  return index;
}

/** Two hundred patients around a quarter of a circle, each with a neighbour one step away. */
const ring = Array.from({ length: 200 }, (_, place) => {
  const angle = (place / 200) * (Math.PI / 2);
  return referenceRecord(`r${place}`, [Math.cos(angle), Math.sin(angle)]);
});
const axis = (place: number) => Array.from({ length: 10 }, (_, other) => Number(other === place));
/** Two patients who are alike to each other by this cosine, and at right angles to everybody else. */
const pairOf = (id: string, cosine: number, place: number) => {
  const aside = axis(place + 4).map((value) => value * Math.sqrt(1 - cosine ** 2));
  return [
    referenceRecord(`${id} one`, axis(place)),
    referenceRecord(
      `${id} other`,
      aside.map((value, at) => value + (at === place ? cosine : 0)),
    ),
  ];
};
const ofOnePatient = (count: number) =>
  Array.from({ length: count }, (_, place) => referenceRecord(`s${place}`, [1, 0], { patientId: 'P1' }));

describe('measurePictureFloor', () => {
  it('is what nearly every record reaches with the nearest one of another patient', async () => {
    const step = Math.cos(Math.PI / 2 / 200);
    expect(await measurePictureFloor(await held(ring), 'c')).toBeCloseTo(step, 5);
  });

  it('is what all but one in a hundred reach', async () => {
    const pairs = [0.9, 0.8, 0.7, 0.6].map((cosine, place) => pairOf(`p${place}`, cosine, place));
    const alike = Array.from({ length: 392 }, (_, place) => referenceRecord(`a${place}`, axis(9)));
    // Of 400 records, four lie beneath the floor: those of the two pairs that are least alike.
    expect(await measurePictureFloor(await held([...alike, ...pairs.flat()]), 'c')).toBeCloseTo(0.8, 5);
  });

  it('is not set by one odd record in two hundred', async () => {
    const odd = referenceRecord('odd', [-1, -1]);
    expect(await measurePictureFloor(await held([...ring, odd]), 'c')).toBeGreaterThan(0.99);
  });

  it("does not take a patient's own records for likeness, however many there are", async () => {
    const other = referenceRecord('other', [1, 1]);
    const index = await held([...ofOnePatient(100), other]);
    expect(await measurePictureFloor(index, 'c')).toBeCloseTo(Math.SQRT1_2, 5);
  });

  it('is never beneath right angles', async () => {
    const opposed = [referenceRecord('east', [1, 0]), referenceRecord('west', [-1, 0])];
    expect(await measurePictureFloor(await held(opposed), 'c')).toBe(0);
  });

  it.each([
    ['of one patient', ofOnePatient(3)],
    ['that is empty', []],
  ])(
    'is the least similarity that says anything in a collection %s, which has nothing to compare',
    async (_what, records) => {
      expect(await measurePictureFloor(await held(records), 'c')).toBe(LEAST_SIMILARITY);
    },
  );
});

it('asks findings with few of their answers, as a patient would: the floor is lower', async () => {
  const alike = ['one', 'two', 'three'].map((id) => referenceRecord(id, [1, 1, 1, 1, 1, 1]));
  const index = await held(alike);
  expect(await measurePictureFloor(index, 'c')).toBeCloseTo(1, 5);
  expect(await measureFindingsFloor(index, 'c')).toBeCloseTo(Math.sqrt(2 / 6), 5);
});
