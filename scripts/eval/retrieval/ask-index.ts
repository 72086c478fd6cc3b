import {
  createRetriever,
  loadReference,
  type LoadDeps,
  type ReferenceDataset,
  type SimilarCases,
} from '../../../src/retrieval';
import { systemClock } from '../../../src/time';
import { type SetQuery } from './set-queries';

/** A question with what the retriever found. */
export interface AnsweredQuery extends SetQuery {
  readonly found: SimilarCases;
}

/** Generous: an evaluation must not be cut short on a busy machine. */
const TIMEOUT_MS = 60_000;

/** Loads the set into the index and asks it through the retriever that the API uses. Throws if the index fails. */
export async function askIndex(
  deps: Omit<LoadDeps, 'clock'>,
  dataset: ReferenceDataset,
  queries: readonly SetQuery[],
): Promise<AnsweredQuery[]> {
  await loadReference({ ...deps, clock: systemClock }, [dataset]);
  const retriever = createRetriever({
    index: deps.index,
    clock: systemClock,
    vectorSpace: deps.embedder.model.space,
    timeoutMs: TIMEOUT_MS,
  });
  const answered: AnsweredQuery[] = [];
  for (const one of queries) {
    const found = await retriever.findSimilar(one.query);
    if (!found.ok) throw new Error(`The index failed: ${found.error.reason}`);
    answered.push({ ...one, found: found.value });
  }
  return answered;
}
