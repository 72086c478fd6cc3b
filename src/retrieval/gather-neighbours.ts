import { type Neighbour } from './reference-index';
import { LEAST_SIMILARITY, type Selection, selectNeighbours } from './select-neighbours';

/**
 * Fetched beyond what is asked for, so that enough is left once the excluded patients' records and further records of one case
 * are taken out here. A filter inside the engine would cost far more than these few.
 */
const OVER_FETCH_FACTOR = 3;
const OVER_FETCH_MORE = 20;
/** Where a filter leaves too few of them, so many times more are fetched, up to a bound. */
const FETCH_GROWTH = 4;
const MAX_FETCHED = 3000;

interface Gathered {
  readonly neighbours: readonly Neighbour[];
  /** False: the search stopped at its bound with fewer than were asked for, and there may be more. */
  readonly isComplete: boolean;
}

interface GatherDeps {
  /** Nearest first. */
  readonly nearest: (count: number) => Promise<readonly Neighbour[]>;
  readonly heldCount: number;
  /** See `Selection.excluded`: found out while the first neighbours are fetched. */
  readonly excluded: Promise<ReadonlySet<string>>;
  /** Whether there is time to fetch more. */
  readonly hasTime: () => boolean;
}

/** Fetches neighbours until enough of them may be found, nothing more can be, or a bound is met. */
export async function gatherNeighbours(
  deps: GatherDeps,
  wanted: Omit<Selection, 'poolSize' | 'excluded'>,
): Promise<Gathered> {
  const poolSize = wanted.topK * OVER_FETCH_FACTOR + OVER_FETCH_MORE;
  for (let count = poolSize; ; count *= FETCH_GROWTH) {
    const asked = Math.min(count, deps.heldCount, MAX_FETCHED);
    const fetching = asked === 0 ? [] : deps.nearest(asked);
    const [fetched, excluded] = await Promise.all([fetching, deps.excluded]);
    const neighbours = selectNeighbours(fetched, { ...wanted, excluded, poolSize });
    const furthest = fetched.at(-1)?.similarity ?? -1;
    // What comes after the furthest is less alike still: none of it can count, nor be the first to reach the floor.
    const leastUseful = neighbours.length === 0 ? Math.max(wanted.floor, LEAST_SIMILARITY) : LEAST_SIMILARITY;
    const isAll = asked === deps.heldCount || furthest < leastUseful;
    const isComplete = isAll || neighbours.length === wanted.topK;
    if (isComplete || asked === MAX_FETCHED || !deps.hasTime()) return { neighbours, isComplete };
  }
}
