import { cosineOfUnits } from './cosine';
import { type Neighbour } from './reference-index';
import { type AcceptsCase } from './similarity-filter';

/** How much more the likeness of the pictures counts than the agreement of the answers. Chosen in docs/evaluation.md. */
const LIKENESS_WEIGHT = 2;

/** No reference case as dissimilar as this says anything, whatever its index (cosine). */
export const LEAST_SIMILARITY = 0.2;

/** What may be found, and how much of it. */
export interface Selection {
  /** Patients of the datasets, by their ids there, of whom nothing may be found; an id that two sets share means both. */
  readonly excluded: ReadonlySet<string>;
  readonly accepts: AcceptsCase;
  /** Cosine that the nearest must reach for any of them to count: see measure-floor.ts. */
  readonly floor: number;
  readonly topK: number;
  /** So many of the most similar are ranked by more than similarity: what lies further is not pulled up by its answers. */
  readonly poolSize: number;
  /** What pictures are ranked by beside their likeness; null: by nothing else. */
  readonly answers: Float32Array | null;
}

/**
 * The best of the neighbours (given nearest first) that may be found, one for each case and for each picture: the same
 * picture under two cases is one observation. At most `topK`; none if not even the nearest reaches the floor. Behind one that
 * does, less similar ones count as well, for what their similarity is worth.
 */
export function selectNeighbours(neighbours: readonly Neighbour[], wanted: Selection): readonly Neighbour[] {
  const allowed = neighbours.filter(
    ({ facts, similarity }) =>
      similarity >= LEAST_SIMILARITY && !wanted.excluded.has(facts.patientId) && wanted.accepts(facts),
  );
  if ((allowed[0]?.similarity ?? -1) < wanted.floor) return [];
  const ranked = rankByAgreement(allowed.slice(0, wanted.poolSize), wanted.answers);
  return firstOfEach(ranked).slice(0, wanted.topK);
}

/** Pictures of this size resemble each other by light and skin as much as by disease: the answers tell those apart. */
function rankByAgreement(
  neighbours: readonly Neighbour[],
  answers: Float32Array | null,
): readonly Neighbour[] {
  if (answers === null) return neighbours;
  const rank = ({ facts, similarity }: Neighbour): number =>
    LIKENESS_WEIGHT * similarity + cosineOfUnits(answers, facts.findingsVector ?? []);
  return [...neighbours].sort((a, b) => rank(b) - rank(a));
}

function firstOfEach(neighbours: readonly Neighbour[]): readonly Neighbour[] {
  const seen = new Set<string>();
  return neighbours.filter(({ facts: { dataset, caseId, imageSha256 } }) => {
    const names = [JSON.stringify([dataset, caseId]), ...(imageSha256 === null ? [] : [imageSha256])];
    const isNew = names.every((name) => !seen.has(name));
    for (const name of names) seen.add(name);
    return isNew;
  });
}
