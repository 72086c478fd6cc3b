import { err, ok, type Result } from '../domain';
import { type Clock, TimeoutError } from '../time';
import { type IndexDescription } from './index-description';
import { persist } from './persist';
import { type ReferenceIndex } from './reference-index';
import { rememberFor } from './remember-for';
import { searchIndex, type SimilarCases, type SimilarityQuery } from './search-index';

export const RetrievalFailure = {
  UNREACHABLE: 'UNREACHABLE',
  TIMED_OUT: 'TIMED_OUT',
  /** Nothing was ever loaded for this embedding model. */
  NO_INDEX: 'NO_INDEX',
} as const;
export type RetrievalFailure = (typeof RetrievalFailure)[keyof typeof RetrievalFailure];

export interface RetrievalUnavailable {
  readonly reason: RetrievalFailure;
  /** For logs; holds nothing of the case. */
  readonly detail: string;
}

export interface Retriever {
  /** Never rejects for an outage: what is wrong with the index is the error. */
  findSimilar(query: SimilarityQuery): Promise<Result<SimilarCases, RetrievalUnavailable>>;
  /** The index in use, for readiness; null if there is none. Rejects if the engine cannot be reached. */
  describe(): Promise<IndexDescription | null>;
}

/** How a search ended, for the metrics: found something, found nothing alike, or why it could not look. */
export const SearchOutcome = {
  FOUND: 'FOUND',
  NOTHING_SIMILAR: 'NOTHING_SIMILAR',
  ...RetrievalFailure,
} as const;
export type SearchOutcome = (typeof SearchOutcome)[keyof typeof SearchOutcome];

interface RetrieverDeps {
  readonly index: ReferenceIndex;
  readonly clock: Clock;
  readonly vectorSpace: string;
  /** For both searches together, however often they are tried. */
  readonly timeoutMs: number;
  readonly onSearch?: (search: { readonly ms: number; readonly outcome: SearchOutcome }) => void;
}

/** How long a process may go on using an index after another one was activated. */
const POINTER_MAX_AGE_MS = 10_000;
const MAX_ATTEMPTS = 4;
/** Of the whole time: after so much silence it is asked again (once, that is), and so long more neighbours are fetched. */
const PATIENCE_SHARE = 0.5;
/** Doubled with each attempt, and a random part of it waited: processes that saw one outage do not come back as one. */
const FIRST_PAUSE_MS = 20;

/**
 * Searches in whichever index is in use, and persists: a lost request is asked again, an engine that is late or away becomes
 * the error.
 */
export function createRetriever(deps: RetrieverDeps): Retriever {
  const activeIndex = rememberFor(POINTER_MAX_AGE_MS, deps.clock, () =>
    deps.index.readActive(deps.vectorSpace),
  );
  const patienceMs = deps.timeoutMs * PATIENCE_SHARE;
  const persistence = {
    timeoutMs: deps.timeoutMs,
    maxAttempts: MAX_ATTEMPTS,
    patienceMs,
    pauseMs: (attempt: number) => FIRST_PAUSE_MS * 2 ** attempt * Math.random(),
  };

  async function search(query: SimilarityQuery): Promise<Result<SimilarCases, RetrievalUnavailable>> {
    const active = await activeIndex.get();
    if (active === null) {
      return err({ reason: RetrievalFailure.NO_INDEX, detail: 'no index was loaded for this model' });
    }
    const startedAtMs = deps.clock.now().getTime();
    return ok(
      await searchIndex(deps.index, active, query, () => {
        return deps.clock.now().getTime() - startedAtMs < patienceMs;
      }),
    );
  }

  /** The index may have been replaced while its collections were still known here: the next attempt reads anew. */
  async function attempt(query: SimilarityQuery): Promise<Result<SimilarCases, RetrievalUnavailable>> {
    try {
      return await search(query);
    } catch (error) {
      activeIndex.forget();
      throw error;
    }
  }

  async function find(query: SimilarityQuery): Promise<Result<SimilarCases, RetrievalUnavailable>> {
    try {
      return await persist(persistence, () => attempt(query));
    } catch (error) {
      const isLate = error instanceof TimeoutError;
      return err({
        reason: isLate ? RetrievalFailure.TIMED_OUT : RetrievalFailure.UNREACHABLE,
        detail: isLate ? error.message : error instanceof Error ? error.name : 'unknown error',
      });
    }
  }

  return {
    async findSimilar(query) {
      const startedAtMs = deps.clock.now().getTime();
      const found = await find(query);
      const ms = deps.clock.now().getTime() - startedAtMs;
      deps.onSearch?.({ ms, outcome: outcomeOf(found) });
      return found;
    },
    describe: () => deps.index.readActive(deps.vectorSpace),
  };
}

function outcomeOf(found: Result<SimilarCases, RetrievalUnavailable>): SearchOutcome {
  if (!found.ok) return found.error.reason;
  const { byPicture, byFindings } = found.value;
  return byPicture.length + byFindings.length > 0 ? SearchOutcome.FOUND : SearchOutcome.NOTHING_SIMILAR;
}
