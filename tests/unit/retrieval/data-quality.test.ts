import { createConditionTable, err, Malignancy, NO_FINDINGS, ok, Urgency } from '../../../src/domain';
import { createQualityTally, type ReferenceCase, type ReferenceDataset } from '../../../src/retrieval';

const table = createConditionTable([
  { name: 'Eczema', malignancy: Malignancy.BENIGN, icd10: [], defaultUrgency: Urgency.ROUTINE },
]);
const dataset: ReferenceDataset = {
  name: 'set',
  licence: 'CC0',
  version: 'v',
  caseCount: 4,
  pictureFiles: ['/set/a.png', '/set/b.png', '/set/c.png', '/set/forgotten.png'],
  cases: () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('not read here')) }),
  }),
};

function caseOf(id: string, given: Partial<ReferenceCase>): ReferenceCase {
  return {
    sourceId: id,
    caseId: id,
    patientId: `patient of ${id}`,
    conditions: [{ name: 'eczema', weight: 1 }],
    fitzpatrickSkinType: null,
    findings: NO_FINDINGS,
    patient: { ageYears: null, sexAtBirth: null },
    pictures: [],
    ...given,
  };
}
const picture = (name: string, sha256: string) => ({ pictureId: name, path: `/set/${name}`, sha256 });

function tallied() {
  const tally = createQualityTally(dataset, table);
  tally.addCase(
    caseOf('1', {
      fitzpatrickSkinType: 'FST2',
      patient: { ageYears: 37, sexAtBirth: 'FEMALE' },
      pictures: [picture('a.png', 'same'), { pictureId: 'gone.png', path: null, sha256: null }],
    }),
  );
  tally.addCase(
    caseOf('2', {
      conditions: [
        { name: 'Eczema', weight: 0.3 },
        { name: 'Martian rash', weight: 0.7 },
      ],
      pictures: [picture('b.png', 'same')],
    }),
  );
  tally.addCase(caseOf('3', { conditions: [], pictures: [picture('c.png', 'other')] }));
  tally.addCase(caseOf('4', { patientId: 'patient of 1', pictures: [picture('a.png', 'same')] }));
  tally.addPrepared(ok('looks like this'), { fileSha256: 'same' });
  tally.addPrepared(ok('looks like this'), { fileSha256: 'other' });
  tally.addPrepared(err('DAMAGED'), { fileSha256: 'third' });
  return tally.report();
}

describe('the quality of a set', () => {
  it('counts pictures that are missing, forgotten and unusable', () => {
    expect(tallied().summary.pictures).toEqual({
      named: 5,
      missing: 1,
      notInTable: 1,
      examined: 3,
      unusable: { DAMAGED: 1 },
    });
  });

  it('finds one picture under several cases and patients, by its bytes and by what it shows', () => {
    const { sameFile, samePicture } = tallied().summary;
    expect(sameFile).toEqual({ appearances: 3, pictures: 1, acrossPatients: 1 });
    expect(samePicture).toEqual({ appearances: 4, pictures: 1, acrossPatients: 1 });
  });

  it('finds a missing picture that several cases name', () => {
    const tally = createQualityTally(dataset, table);
    const gone = { pictureId: 'gone.png', path: null, sha256: null };
    for (const id of ['1', '2']) tally.addCase(caseOf(id, { pictures: [gone] }));
    const { sameFile, samePicture } = tally.report().summary;
    expect(sameFile).toEqual({ appearances: 2, pictures: 1, acrossPatients: 1 });
    expect(samePicture.pictures).toBe(0);
  });

  it('names labels outside the condition table, spelled as they came', () => {
    const { summary, labels } = tallied();
    expect(summary).toMatchObject({ cases: 4, labelledCases: 3, labelsOutsideTable: 1 });
    expect(labels.map(({ name, inTable, cases }) => [name, inTable, cases])).toEqual([
      ['Eczema', true, 2],
      ['Martian rash', false, 1],
    ]);
  });

  it('says by skin type what there is, and of how many nothing is known', () => {
    const { summary, labels } = tallied();
    expect(summary.skinTypes).toMatchObject({ FST2: 1, FST6: 0, UNKNOWN: 3 });
    expect(labels[0]?.bySkinType).toMatchObject({ FST2: 1, UNKNOWN: 1 });
  });

  it('counts ages by decade, and sexes', () => {
    expect(tallied().ageDecades).toEqual({ 30: 1, UNKNOWN: 3 });
    expect(tallied().sexes).toEqual({ FEMALE: 1, UNKNOWN: 3 });
  });
});
