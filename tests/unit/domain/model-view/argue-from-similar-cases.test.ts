import {
  arguedFromSimilarCases,
  type CandidateCondition,
  createConditionTable,
  Malignancy,
  type SimilarCase,
  Urgency,
} from '../../../../src/domain';

const table = createConditionTable([
  { name: 'Eczema', malignancy: Malignancy.BENIGN, icd10: [], defaultUrgency: Urgency.ROUTINE },
]);
const ECZEMA: CandidateCondition = {
  name: 'Eczema',
  icd10: [],
  probability: 0.4,
  malignantOrPremalignant: false,
  supportedBy: [],
  contradictedBy: [],
};

function similar(sourceId: string, ...conditions: { name: string; weight: number }[]): SimilarCase {
  return {
    sourceId,
    dataset: 'test',
    caseId: sourceId,
    similarity: 0.9,
    pictureSimilarity: 0.9,
    findingsSimilarity: null,
    conditions,
    fitzpatrickSkinType: null,
    imageKey: null,
    licence: 'CC BY 4.0',
  };
}

describe('what similar cases say of a condition that only a model suggests', () => {
  it('is how many of them carry its label, however it is written, for it', () => {
    const cases = [similar('a', { name: 'ECZEMA', weight: 0.5 }), similar('b', { name: 'Acne', weight: 1 })];
    expect(arguedFromSimilarCases(ECZEMA, cases, table)).toEqual({
      ...ECZEMA,
      supportedBy: ['1 of the 2 similar cases'],
    });
  });

  it('is that none does, against it', () => {
    const cases = [similar('a', { name: 'Eczema', weight: 0 }), similar('b')];
    expect(arguedFromSimilarCases(ECZEMA, cases, table).contradictedBy).toEqual([
      'none of the 2 similar cases',
    ]);
  });

  it('is nothing where there are none', () => {
    expect(arguedFromSimilarCases(ECZEMA, [], table)).toBe(ECZEMA);
  });
});
