import { type AnsweredQuery } from '../../../../scripts/eval/retrieval/ask-index';
import { compareLists } from '../../../../scripts/eval/retrieval/compare-lists';
import {
  judgeNeighbours,
  sharedWeight,
  type RetrievalOutcome,
} from '../../../../scripts/eval/retrieval/judge-neighbours';
import { MIN_QUESTIONS, RETRIEVAL_FIGURES } from '../../../../scripts/eval/retrieval/retrieval-figures';
import { Way } from '../../../../scripts/eval/retrieval/set-queries';
import { LesionTruth } from '../../../../scripts/score/labelled-cases';
import {
  createConditionTable,
  Malignancy,
  NO_FINDINGS,
  type SimilarCase,
  Urgency,
  type WeightedCondition,
} from '../../../../src/domain';

const table = createConditionTable(
  [
    { name: 'Cancer', malignancy: Malignancy.MALIGNANT },
    { name: 'Mole', malignancy: Malignancy.BENIGN },
    { name: 'Rash', malignancy: Malignancy.BENIGN },
  ].map((row) => ({ ...row, icd10: [], defaultUrgency: Urgency.ROUTINE })),
);

function labels(weights: Readonly<Record<string, number>>): WeightedCondition[] {
  return Object.entries(weights).map(([name, weight]) => ({ name, weight }));
}

function similar(caseId: string, weights: Readonly<Record<string, number>>): SimilarCase {
  return {
    sourceId: caseId,
    dataset: 'test',
    caseId,
    similarity: 0.9,
    pictureSimilarity: 0.9,
    findingsSimilarity: null,
    conditions: labels(weights),
    fitzpatrickSkinType: null,
    imageKey: null,
    licence: 'none',
  };
}

function answered(
  patientId: string,
  weights: Readonly<Record<string, number>>,
  byPicture: readonly SimilarCase[],
): AnsweredQuery {
  return {
    way: Way.PICTURE,
    hasPicture: true,
    vector: null,
    query: { embedding: null, findings: NO_FINDINGS, patient: null, exclude: {}, topK: 10 },
    referenceCase: {
      sourceId: patientId,
      caseId: patientId,
      patientId,
      conditions: labels(weights),
      fitzpatrickSkinType: null,
      findings: NO_FINDINGS,
      patient: { ageYears: null, sexAtBirth: null },
      pictures: [],
    },
    found: {
      byPicture,
      byFindings: [],
      floors: { byPicture: 0, byFindings: 0 },
      malignantShares: { byPicture: 0, byFindings: 0 },
      referenceCases: { byPicture: 1000, byFindings: 1000 },
      isComplete: true,
      indexName: 'test',
      indexVersion: '1',
    },
  };
}

describe('judgeNeighbours', () => {
  const neighbours = [similar('a', { MOLE: 0.8, Rash: 0.2 }), similar('b', { Cancer: 1 })];
  const [first, second, alone] = judgeNeighbours(
    [
      answered('P1', { Mole: 0.6, Rash: 0.4 }, neighbours),
      answered('P2', { Mole: 1 }, []),
      answered('P3', { Cancer: 1 }, neighbours),
    ],
    table,
  );

  it('holds each neighbour against the truth, by the heaviest label and by all of them', () => {
    expect(first).toMatchObject({ condition: 'Mole', truth: LesionTruth.BENIGN, same: [true, false] });
    expect(first?.agreement).toEqual([0.6 + 0.2, 0]);
    expect(first?.malignantProbability).toBeGreaterThan(0);
    expect(second).toMatchObject({ same: [], agreement: [], ranked: [], malignantProbability: 0 });
  });

  it('knows whether another patient has the condition', () => {
    expect([first, second, alone].map((one) => one?.canBeFound)).toEqual([true, true, false]);
    expect([first, second, alone].map((one) => one?.askedOfCondition)).toEqual([2, 2, 1]);
  });
});

it('shares what weight two sets of labels have in common, however they are spelt', () => {
  expect(sharedWeight(labels({ Mole: 0.5, Rash: 0.5 }), labels({ mole: 0.7, Cancer: 0.3 }), table)).toBe(0.5);
});

describe('the figures of retrieval', () => {
  const outcome = (rest: Partial<RetrievalOutcome>): RetrievalOutcome => ({
    patientId: 'P',
    skinType: null,
    condition: 'Mole',
    truth: LesionTruth.BENIGN,
    same: [],
    agreement: [],
    ranked: [],
    malignantProbability: 0,
    canBeFound: true,
    askedOfCondition: MIN_QUESTIONS,
    ...rest,
  });
  const outcomes = [
    outcome({ same: [true, false, false], agreement: [1, 0, 0.5], ranked: ['Mole'] }),
    outcome({ same: [false, true], agreement: [0, 1], ranked: ['Rash', 'Mole'] }),
    outcome({ condition: 'Rash', canBeFound: false, askedOfCondition: 1, ranked: ['Mole'] }),
    outcome({ condition: 'Cancer', ranked: ['Cancer'] }),
  ];

  it.each([
    ['recall@1', 1 / 3],
    ['recall@3', 2 / 3],
    ['precision@1', 1 / 4],
    ['precision@3', (0.5 + 1 / 3) / 4],
    ['most frequent condition', 2 / 4],
    ['top-1', 2 / 4],
    ['top-1, mean of frequent conditions', (1 / 2 + 1) / 2],
    ['top-3', 3 / 4],
    ['top-3, mean of frequent conditions', (1 + 1) / 2],
    ['malignant AUC', null],
  ])('%s', (title, expected) => {
    const value = RETRIEVAL_FIGURES.find((kind) => kind.title === title)?.measure(outcomes);
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected);
  });
});

it('says how far another list of neighbours is the exact one', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => similar(id, { Mole: 1 })) as [
    SimilarCase,
    SimilarCase,
    SimilarCase,
  ];
  const exact = [answered('P1', {}, [a, b]), answered('P2', {}, [a, b]), answered('P3', {}, [])];
  const other = [answered('P1', {}, [a, b]), answered('P2', {}, [a, c]), answered('P3', {}, [])];
  expect(compareLists(exact, other)).toEqual({ questions: 3, recall: 0.75, identical: 2 / 3 });
});
