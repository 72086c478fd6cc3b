import { type SimilarCase } from '../case/assessment';
import { type ConditionTable } from './conditions';

/** What one condition got. */
export interface Vote {
  /** Of all votes of the poll, 0 to 1. */
  readonly share: number;
  readonly neighbours: number;
  /** Similarity of the nearest neighbour that carries the label. */
  readonly closest: number;
}
/** How the neighbours of one kind voted. */
export interface Poll {
  readonly voters: number;
  readonly votes: ReadonlyMap<string, Vote>;
}

/**
 * Lets neighbours vote with weights that sum to one; `softness` is the loss of similarity that divides a vote by e.
 * Sums in one fixed order (similarity, then id), so that not even the last bit depends on how the
 * neighbours came.
 */
export function poll(neighbours: readonly SimilarCase[], softness: number, table: ConditionTable): Poll {
  const ordered = [...neighbours].sort(bySimilarity);
  const nearest = ordered[0]?.similarity ?? 0;
  const weights = ordered.map((neighbour) => Math.exp((neighbour.similarity - nearest) / softness));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const votes = new Map<string, Vote>();
  ordered.forEach((neighbour, place) => {
    for (const condition of neighbour.conditions) {
      const name = table.find(condition.name).name;
      const before = votes.get(name) ?? { share: 0, neighbours: 0, closest: neighbour.similarity };
      votes.set(name, {
        share: before.share + ((weights[place] ?? 0) / total) * condition.weight,
        neighbours: before.neighbours + 1,
        closest: before.closest,
      });
    }
  });
  return { voters: ordered.length, votes };
}

function bySimilarity(a: SimilarCase, b: SimilarCase): number {
  return (
    b.similarity - a.similarity || compareText(a.dataset, b.dataset) || compareText(a.sourceId, b.sourceId)
  );
}

/** By code points, the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
