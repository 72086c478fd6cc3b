import { type ConditionTable } from '../../../src/domain';
import { type AnsweredQuery } from './ask-index';
import { meanCosines, silhouettes, type LabelledVector } from './geometry';
import { isotropyOf, type Isotropy } from './isotropy';
import { judgeNeighbours, type RetrievalOutcome } from './judge-neighbours';
import { Way } from './set-queries';

/** An outcome with where its vector lies among the others; null where it was two vectors, or nothing to compare with. */
export interface PlacedOutcome extends RetrievalOutcome {
  readonly silhouette: number | null;
  readonly meanCosine: number | null;
}

/** Questions that were asked in one way. */
export interface QuestionGroup {
  readonly title: string;
  readonly outcomes: readonly PlacedOutcome[];
  /** Of the vectors asked with; null where they were two. */
  readonly isotropy: Isotropy | null;
}

/** Each way of asking over the cases with a picture, so that they can be compared, and the answers over all cases. */
const GROUPS: readonly { readonly title: string; readonly holds: (one: AnsweredQuery) => boolean }[] = [
  { title: 'picture alone', holds: ({ way }) => way === Way.PICTURE },
  {
    title: 'findings alone, of these cases',
    holds: ({ way, hasPicture }) => way === Way.FINDINGS && hasPicture,
  },
  { title: 'both, fused', holds: ({ way }) => way === Way.FUSED },
  { title: 'findings alone, all cases', holds: ({ way }) => way === Way.FINDINGS },
];

/** Groups of which nothing was asked are left out. */
export function groupQuestions(answered: readonly AnsweredQuery[], table: ConditionTable): QuestionGroup[] {
  return GROUPS.map(({ title, holds }) => groupOf(title, answered.filter(holds), table)).filter(
    ({ outcomes }) => outcomes.length > 0,
  );
}

function groupOf(title: string, asked: readonly AnsweredQuery[], table: ConditionTable): QuestionGroup {
  const outcomes = judgeNeighbours(asked, table);
  const points = outcomes.flatMap(({ condition, patientId }, place): LabelledVector[] => {
    const vector = asked[place]?.vector ?? null;
    return vector === null ? [] : [{ vector, condition, patientId }];
  });
  const isPlaced = points.length === outcomes.length;
  const [silhouette, meanCosine] = isPlaced ? [silhouettes(points), meanCosines(points)] : [[], []];
  return {
    title,
    outcomes: outcomes.map((outcome, place) => ({
      ...outcome,
      silhouette: silhouette[place] ?? null,
      meanCosine: meanCosine[place] ?? null,
    })),
    isotropy: isPlaced ? isotropyOf(points.map(({ vector }) => vector)) : null,
  };
}
