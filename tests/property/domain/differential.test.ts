import fc from 'fast-check';
import {
  createConditionTable,
  differentialFrom,
  Malignancy,
  malignantProbability,
  type SimilarCase,
  Urgency,
} from '../../../src/domain';

const table = createConditionTable(
  ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'].map((name, place) => ({
    name,
    malignancy: place % 3 === 0 ? Malignancy.MALIGNANT : Malignancy.BENIGN,
    icd10: [],
    defaultUrgency: Urgency.ROUTINE,
  })),
);

const conditions = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...table.names), fc.integer({ min: 1, max: 9 })), {
    selector: ([name]) => name,
    maxLength: 5,
  })
  .map((weighted) => {
    const sum = weighted.reduce((total, [, weight]) => total + weight, 0);
    return weighted.map(([name, weight]) => ({ name, weight: weight / sum }));
  });

const neighbours = fc
  .array(fc.record({ similarity: fc.double({ min: -1, max: 1, noNaN: true }), conditions }), {
    maxLength: 12,
  })
  .map((items) =>
    items.map((item, place): SimilarCase => ({
      ...item,
      sourceId: `case-${place}`,
      dataset: 'generated',
      caseId: `case-${place}`,
      pictureSimilarity: item.similarity,
      findingsSimilarity: null,
      fitzpatrickSkinType: null,
      imageKey: null,
      licence: 'CC BY 4.0',
    })),
  );

const share = fc.double({ min: 0, max: 1, noNaN: true });
const evidence = fc.record({
  byPicture: neighbours,
  byFindings: neighbours,
  malignantShares: fc.record({ byPicture: share, byFindings: share }),
});

describe('differentialFrom', () => {
  it('has at most ten candidates whose probabilities are above 0 and sum to at most 1', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const differential = differentialFrom(given, table);
        const sum = differential.reduce((total, candidate) => total + candidate.probability, 0);
        expect(differential.length).toBeLessThanOrEqual(10);
        expect(differential.every((candidate) => candidate.probability > 0)).toBe(true);
        expect(sum).toBeLessThanOrEqual(1 + Number.EPSILON * 10);
        expect(malignantProbability(differential)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not depend on the order of the neighbours', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        const turned = {
          ...given,
          byPicture: [...given.byPicture].reverse(),
          byFindings: [...given.byFindings].reverse(),
        };
        expect(differentialFrom(turned, table)).toEqual(differentialFrom(given, table));
      }),
    );
  });

  it('never makes a condition less probable because one more of its neighbours carries it', () => {
    fc.assert(
      fc.property(evidence, fc.nat(11), fc.constantFrom(...table.names), (given, place, name) => {
        const probability = (byPicture: readonly SimilarCase[]): number =>
          differentialFrom({ ...given, byPicture }, table).find((c) => c.name === name)?.probability ?? 0;
        const relabelled = given.byPicture.map((neighbour, i) =>
          i === place ? { ...neighbour, conditions: [{ name, weight: 1 }] } : neighbour,
        );
        // Probabilities are cut to four places.
        expect(probability(relabelled)).toBeGreaterThanOrEqual(probability(given.byPicture) - 0.0001);
      }),
    );
  });

  it('knows nothing when there is no neighbour', () => {
    fc.assert(
      fc.property(share, (byPicture) => {
        const nothing = { byPicture: [], byFindings: [], malignantShares: { byPicture, byFindings: 0 } };
        expect(differentialFrom(nothing, table)).toEqual([]);
      }),
    );
  });

  it('never raises the malignant part by correcting for the set', () => {
    fc.assert(
      fc.property(evidence, ({ malignantShares, ...plain }) => {
        const corrected = malignantProbability(differentialFrom({ ...plain, malignantShares }, table));
        const rounding = 0.002;
        expect(corrected).toBeLessThanOrEqual(
          malignantProbability(differentialFrom(plain, table)) + rounding,
        );
      }),
    );
  });
});
