import { fuseSimilarCases, type SimilarCase } from '../../../../src/domain';

function similar(caseId: string, given: Partial<SimilarCase> = {}): SimilarCase {
  return {
    sourceId: `record of ${caseId}`,
    dataset: 'test',
    caseId,
    similarity: 0.5,
    pictureSimilarity: null,
    findingsSimilarity: null,
    conditions: [],
    fitzpatrickSkinType: null,
    imageKey: null,
    licence: 'CC BY 4.0',
    ...given,
  };
}
const idsOf = (cases: readonly SimilarCase[]) => cases.map(({ caseId }) => caseId);

describe('fuseSimilarCases', () => {
  it('puts the case first that both lists have, and takes turns with the rest', () => {
    const byPicture = ['p1', 'p2', 'both'].map((id) => similar(id));
    const byFindings = ['f1', 'both', 'f2'].map((id) => similar(id));
    expect(idsOf(fuseSimilarCases(byPicture, byFindings))).toEqual(['both', 'f1', 'p1', 'p2', 'f2']);
  });

  it('keeps of a case in both its picture, and both likenesses', () => {
    const byPicture = [similar('c', { imageKey: 'k', similarity: 0.7, pictureSimilarity: 0.7 })];
    const byFindings = [similar('c', { sourceId: 'other', similarity: 0.9, findingsSimilarity: 0.9 })];
    expect(fuseSimilarCases(byPicture, byFindings)).toEqual([
      { ...byPicture[0], pictureSimilarity: 0.7, findingsSimilarity: 0.9 },
    ]);
  });

  it('does not take two sets’ cases of one id for one case', () => {
    expect(fuseSimilarCases([similar('c')], [similar('c', { dataset: 'other' })])).toHaveLength(2);
  });

  it('gives either list as it is where the other is empty', () => {
    const some = ['a', 'b', 'c'].map((id) => similar(id));
    expect(fuseSimilarCases(some, [])).toEqual(some);
    expect(fuseSimilarCases([], some)).toEqual(some);
  });
});
