import { fuseSimilarCases } from '../../../src/domain';
import { share } from '../bootstrap';
import { type AnsweredQuery } from './ask-index';
import { mean } from './retrieval-figures';

/** How far an approximate index gives what exact search gives. */
export interface ListAgreement {
  readonly questions: number;
  /** Of the exact neighbours, how many were found; mean over the questions that have any. */
  readonly recall: number | null;
  /** How many questions got the same neighbours in the same order. */
  readonly identical: number | null;
}

/** Both are answers to the same questions, in one order. */
export function compareLists(
  exact: readonly AnsweredQuery[],
  approximate: readonly AnsweredQuery[],
): ListAgreement {
  const pairs = exact.map((one, place) => ({
    wanted: idsOf(one),
    got: idsOf(approximate[place] ?? one),
  }));
  return {
    questions: pairs.length,
    recall: mean(
      pairs
        .filter(({ wanted }) => wanted.length > 0)
        .map(({ wanted, got }) => wanted.filter((id) => got.includes(id)).length / wanted.length),
    ),
    identical: share(pairs, ({ wanted, got }) => wanted.join('\n') === got.join('\n')),
  };
}

function idsOf({ found }: AnsweredQuery): string[] {
  return fuseSimilarCases(found.byPicture, found.byFindings).map(({ sourceId }) => sourceId);
}
