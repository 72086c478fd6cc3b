import { err, type Findings, ok, type Result, type SimilarCase } from '../domain';
import { type Clock, TimeoutError } from '../time';
import { findingsVector } from './findings-vector';
import { gatherNeighbours } from './gather-neighbours';
import { type IndexDescription } from './index-description';
import { persist } from './persist';
import { type PatientTraits } from './reference-case';
import { type ReferenceIndex } from './reference-index';
import { rememberFor } from './remember-for';
import { type AcceptsCase } from './similarity-filter';
import { toSimilarCases } from './to-similar-cases';

/** Whose reference cases must not be found: where a patient of the set is the one who asks. */
export interface Exclusion {
  readonly sourcePatientId?: string;
  /** Of the prepared picture. Whoever owns that very picture in the set is excluded with all their cases. */
  readonly imageSha256?: string;
}

export interface SimilarityQuery {
  /** Of unit length, from the model that the retriever was made for; null if there is no usable picture. */
  readonly embedding: Float32Array | null;
  readonly findings: Findings;
  readonly patient: PatientTraits | null;
  readonly exclude: Exclusion;
  /** See similarity-filter.ts; left out: every case may be found. */
  readonly accepts?: AcceptsCase;
  readonly topK: number;
}

/** Something said of the two ways of finding a case. */
export interface OfEachKind<T> {
  readonly byPicture: T;
  readonly byFindings: T;
}

export interface SimilarCases {
  /**
   * Pictures that look alike, those first whose answers agree as well; one per case, at most `topK`.
   * `similarity` is that of the pictures alone.
   */
  readonly byPicture: readonly SimilarCase[];
  /** Cases with similar answers, nearest first; one per case, at most `topK`. */
  readonly byFindings: readonly SimilarCase[];
  /** Cosine that the nearest of a kind reaches; where none does, nothing like the patient is known, and the kind is empty. */
  readonly floors: OfEachKind<number>;
  /** What part of each collection's labels is malignant or premalignant, 0 to 1. */
  readonly malignantShares: OfEachKind<number>;
  /** How many records each collection holds. */
  readonly referenceCases: OfEachKind<number>;
  /** False: fewer than `topK` of some kind were found before the search came to its bound, and there may be more. */
  readonly isComplete: boolean;
  readonly indexName: string;
  readonly indexVersion: string;
}

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
export type SearchOutcome = 'FOUND' | 'NOTHING_SIMILAR' | RetrievalFailure;

export interface RetrieverDeps {
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
/** Of the whole time: after so much silence it is asked again, and so long more neighbours are fetched. */
const PATIENCE_SHARE = 0.4;
/** Doubled with each attempt, and a random part of it waited: processes that saw one outage do not come back as one. */
const FIRST_PAUSE_MS = 20;

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

async function searchIndex(
  index: ReferenceIndex,
  active: IndexDescription,
  query: SimilarityQuery,
  hasTime: () => boolean,
): Promise<SimilarCases> {
  const answers = findingsVector(query.findings, query.patient);
  const excluded = await excludedPatients(index, active, query);
  const { accepts = () => true, topK } = query;
  const common = { excluded, accepts, topK };
  const gather = (
    collection: string,
    heldCount: number,
    vector: Float32Array | null,
    ranking: { readonly floor: number; readonly answers: Float32Array | null },
  ) =>
    vector === null
      ? { neighbours: [], isComplete: true }
      : gatherNeighbours(
          { nearest: (count) => index.nearest(collection, vector, count), heldCount, hasTime },
          { ...common, ...ranking },
        );
  const [pictures, findings] = await Promise.all([
    gather(active.picturesCollection, active.pictureCount, query.embedding, {
      floor: active.pictureFloor,
      answers,
    }),
    gather(active.findingsCollection, active.findingsCount, answers, {
      floor: active.findingsFloor,
      answers: null,
    }),
  ]);
  return {
    ...toSimilarCases(pictures.neighbours, findings.neighbours, answers, active.picturesKept),
    floors: { byPicture: active.pictureFloor, byFindings: active.findingsFloor },
    malignantShares: {
      byPicture: active.picturesMalignantShare,
      byFindings: active.findingsMalignantShare,
    },
    referenceCases: { byPicture: active.pictureCount, byFindings: active.findingsCount },
    isComplete: pictures.isComplete && findings.isComplete,
    indexName: active.name,
    indexVersion: active.version,
  };
}

/** Asked by digest, not by likeness: an approximate search may miss even the very same picture. */
async function excludedPatients(
  index: ReferenceIndex,
  { picturesCollection }: IndexDescription,
  { exclude: { sourcePatientId, imageSha256 } }: SimilarityQuery,
): Promise<ReadonlySet<string>> {
  const owners =
    imageSha256 === undefined ? [] : await index.ownersOfPicture(picturesCollection, imageSha256);
  return new Set(sourcePatientId === undefined ? owners : [...owners, sourcePatientId]);
}

function outcomeOf(found: Result<SimilarCases, RetrievalUnavailable>): SearchOutcome {
  if (!found.ok) return found.error.reason;
  return found.value.byPicture.length + found.value.byFindings.length > 0 ? 'FOUND' : 'NOTHING_SIMILAR';
}
