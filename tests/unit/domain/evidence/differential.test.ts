import {
  createConditionTable,
  DEFAULT_FUSION,
  differentialFrom,
  Malignancy,
  malignantProbability,
  type SimilarCase,
  Urgency,
  urgencyFromDifferential,
  type CandidateCondition,
} from '../../../../src/domain';

const table = createConditionTable([
  { name: 'Eczema', malignancy: Malignancy.BENIGN, icd10: ['L30.9'], defaultUrgency: Urgency.ROUTINE },
  { name: 'Melanoma', malignancy: Malignancy.MALIGNANT, icd10: ['C43.9'], defaultUrgency: Urgency.SOON },
  { name: 'Drug Rash', malignancy: Malignancy.BENIGN, icd10: ['L27.0'], defaultUrgency: Urgency.URGENT },
]);

function neighbour(sourceId: string, similarity: number, ...names: string[]): SimilarCase {
  return {
    sourceId,
    dataset: 'test',
    caseId: sourceId,
    similarity,
    pictureSimilarity: similarity,
    findingsSimilarity: null,
    conditions: names.map((name) => ({ name, weight: 1 / names.length })),
    fitzpatrickSkinType: null,
    imageKey: null,
    licence: 'CC BY 4.0',
  };
}

function candidate(name: string, probability: number): CandidateCondition {
  const { icd10, malignantOrPremalignant } = table.find(name);
  return { name, icd10, probability, malignantOrPremalignant, supportedBy: [], contradictedBy: [] };
}

describe('differentialFrom', () => {
  it('names codes, and says in words what speaks for and against', () => {
    const [first, second] = differentialFrom(
      {
        byPicture: [neighbour('a', 0.9, 'Eczema'), neighbour('b', 0.8, 'Eczema')],
        byFindings: [neighbour('c', 0.95, 'eczema'), neighbour('d', 0.5, 'Melanoma')],
      },
      table,
    );
    expect(first).toMatchObject({ name: 'Eczema', icd10: ['L30.9'], malignantOrPremalignant: false });
    expect(first?.supportedBy).toEqual([
      '2 of the 2 reference pictures that look most alike (closest similarity 0.90)',
      '1 of the 2 reference cases with the most similar answers (closest similarity 0.95)',
    ]);
    expect(second?.contradictedBy).toEqual(['none of the 2 reference pictures that look most alike']);
  });

  it('gives a nearer neighbour more of the vote', () => {
    const [first, second] = differentialFrom(
      { byPicture: [neighbour('a', 0.9, 'Eczema'), neighbour('b', 0.4, 'Drug Rash')], byFindings: [] },
      table,
    );
    expect([first?.name, second?.name]).toEqual(['Eczema', 'Drug Rash']);
    expect(first?.probability).toBeGreaterThan(2 * (second?.probability ?? 1));
  });

  it('takes the findings alone when there is no picture, for half of what they would say', () => {
    const alone = differentialFrom({ byPicture: [], byFindings: [neighbour('a', 0.9, 'Eczema')] }, table);
    expect(alone).toMatchObject([{ name: 'Eczema', probability: 0.5 }]);
  });

  it('leaves to nobody what nobody labelled', () => {
    const half = { ...neighbour('a', 0.9), conditions: [{ name: 'Eczema', weight: 0.5 }] };
    expect(differentialFrom({ byPicture: [half], byFindings: [] }, table)).toMatchObject([
      { probability: 0.5 },
    ]);
  });

  it('takes back the malignant votes that a set over-represents, and never adds any', () => {
    const evidence = {
      byPicture: [neighbour('a', 0.9, 'Melanoma'), neighbour('b', 0.9, 'Eczema')],
      byFindings: [],
    };
    const suspicion = (malignantShare: number): number =>
      malignantProbability(
        differentialFrom(
          { ...evidence, malignantShares: { byPicture: malignantShare, byFindings: malignantShare } },
          table,
          { ...DEFAULT_FUSION, expectedMalignantShare: 0.2 },
        ),
      );
    expect(suspicion(0.01)).toBe(0.5);
    // Odds 1:1 from a set of which half is malignant, expected one in five (1:4): odds 1:4 are left.
    expect(suspicion(0.5)).toBeCloseTo(0.2, 3);
    expect(suspicion(1)).toBeGreaterThan(0);
  });

  it('shows a malignant candidate above one percent however many benign ones are more likely', () => {
    const crowd = Array.from({ length: 12 }, (_, i) => neighbour(`b${i}`, 0.9, `Benign ${i}`));
    const shown = differentialFrom(
      { byPicture: [...crowd, neighbour('m', 0.5, 'Melanoma')], byFindings: [] },
      table,
    );
    expect(shown).toHaveLength(10);
    expect(shown.at(-1)?.name).toBe('Melanoma');
  });
});

describe('urgencyFromDifferential', () => {
  it('says nothing of nothing', () => {
    expect(urgencyFromDifferential([], table)).toBeNull();
  });

  it('joins the default urgencies of the probable candidates only', () => {
    expect(urgencyFromDifferential([candidate('Eczema', 0.8), candidate('Drug Rash', 0.19)], table)).toBe(
      Urgency.ROUTINE,
    );
    expect(urgencyFromDifferential([candidate('Eczema', 0.8), candidate('Drug Rash', 0.2)], table)).toBe(
      Urgency.URGENT,
    );
  });

  it('is at least SOON from the malignant threshold on', () => {
    expect(urgencyFromDifferential([candidate('Eczema', 0.9), candidate('Melanoma', 0.09)], table)).toBe(
      Urgency.ROUTINE,
    );
    expect(urgencyFromDifferential([candidate('Eczema', 0.9), candidate('Melanoma', 0.1)], table)).toBe(
      Urgency.SOON,
    );
  });
});
