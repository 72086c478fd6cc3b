import { type SimilarCase } from '../case/assessment';
import { compareText } from './neighbour-poll';

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009, doi:10.1145/1571941.1572114), with the constant of the
 * paper: similarities of pictures and of answers are not on one scale, their ranks are.
 */
const RANK_OFFSET = 60;

/**
 * The cases of both lists in one, each case once, best first. A case that is in both ranks above its neighbours in one, and
 * keeps the record (and the picture) that it was found by in `byPicture`. Both lists are best first.
 */
export function fuseSimilarCases(
  byPicture: readonly SimilarCase[],
  byFindings: readonly SimilarCase[],
): SimilarCase[] {
  const ranked = new Map<string, { readonly similar: SimilarCase; readonly score: number }>();
  for (const list of [byPicture, byFindings]) {
    for (const [rank, similar] of list.entries()) {
      const key = keyOf(similar);
      const before = ranked.get(key);
      const score = (before?.score ?? 0) + 1 / (RANK_OFFSET + rank + 1);
      ranked.set(key, { similar: before === undefined ? similar : merged(before.similar, similar), score });
    }
  }
  return [...ranked]
    .sort(([keyA, a], [keyB, b]) => b.score - a.score || compareText(keyA, keyB))
    .map(([, { similar }]) => similar);
}

function keyOf({ dataset, caseId }: SimilarCase): string {
  return JSON.stringify([dataset, caseId]);
}

function merged(first: SimilarCase, second: SimilarCase): SimilarCase {
  return {
    ...first,
    pictureSimilarity: first.pictureSimilarity ?? second.pictureSimilarity,
    findingsSimilarity: second.findingsSimilarity ?? first.findingsSimilarity,
  };
}
