import { type SimilarCase, supportOf } from '../../../../src/domain';

const RANGE = { from: 0.3, full: 0.5 };

function neighbour(similarity: number): SimilarCase {
  const nothing = { conditions: [], fitzpatrickSkinType: null, imageKey: null };
  const alike = { similarity, pictureSimilarity: similarity, findingsSimilarity: null };
  return { sourceId: 's', dataset: 'd', caseId: 'c', licence: 'CC BY 4.0', ...alike, ...nothing };
}

describe('supportOf', () => {
  it('is whole for near neighbours of a large set, and nothing without neighbours', () => {
    expect(supportOf([neighbour(0.2), neighbour(0.5)], RANGE, undefined)).toBe(1);
    expect(supportOf([], RANGE, 1000)).toBe(0);
  });

  it('falls with the likeness of the nearest, but never to nothing', () => {
    const supports = [0.5, 0.45, 0.4, 0.3, 0].map((similarity) =>
      supportOf([neighbour(similarity)], RANGE, undefined),
    );
    expect([...supports].sort((a, b) => b - a)).toEqual(supports);
    expect(supports.at(-1)).toBeGreaterThan(0);
  });

  it('is less for a small set: a demonstration of 48 cases decides nothing', () => {
    expect(supportOf([neighbour(1)], RANGE, 48)).toBeLessThan(0.2);
    expect(supportOf([neighbour(1)], RANGE, 5000)).toBeGreaterThan(0.9);
  });
});
