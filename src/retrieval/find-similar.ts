import { err, type Findings, ok, type Result, type SimilarCase } from '../domain';
import { type Clock, TimeoutError, withinTime } from '../time';
import { findingsVector } from './findings-vector';
import { type PatientTraits } from './reference-case';
import { type IndexDescription } from './index-description';
import { type Neighbour, type ReferenceIndex } from './reference-index';
import { rememberFor } from './remember-for';
import { excludedPatients, rankByAgreement, selectCases, type Exclusion } from './select-neighbours';

export interface SimilarityQuery {
  /** Of unit length, from the model that the retriever was made for; null if there is no usable picture. */
  readonly embedding: Float32Array | null;
  readonly findings: Findings;
  readonly patient: PatientTraits | null;
  readonly exclude: Exclusion;
  readonly topK: number;
}

export interface SimilarCases {
  /**
   * Pictures that look alike, those first whose answers agree as well; one per case, at most `topK`.
   * `similarity` is that of the pictures alone.
   */
  readonly byPicture: readonly SimilarCase[];
  /** Cases with similar answers, nearest first; one per case, at most `topK`. */
  readonly byFindings: readonly SimilarCase[];
  /** What part of each collection's labels is malignant or premalignant, 0 to 1. */
  readonly malignantShares: { readonly byPicture: number; readonly byFindings: number };
  /** How many records each collection holds. */
  readonly referenceCases: { readonly byPicture: number; readonly byFindings: number };
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

interface RetrieverDeps {
  readonly index: ReferenceIndex;
  readonly clock: Clock;
  readonly modelSha256: string;
  /** For both searches together. */
  readonly timeoutMs: number;
}

/** How long a process may go on using an index after another one was activated. */
const POINTER_MAX_AGE_MS = 10_000;
/**
 * Fetched beyond what is asked for, so that enough is left once the excluded patient's records and further records of one case
 * are taken out here. A filter inside the engine would cost far more than these few.
 */
const OVER_FETCH_FACTOR = 3;
const OVER_FETCH_MORE = 20;

export function createRetriever(deps: RetrieverDeps): Retriever {
  const activeIndex = rememberFor(POINTER_MAX_AGE_MS, deps.clock, () =>
    deps.index.readActive(deps.modelSha256),
  );

  async function search(query: SimilarityQuery): Promise<Result<SimilarCases, RetrievalUnavailable>> {
    const active = await activeIndex.get();
    if (active === null) {
      return err({ reason: RetrievalFailure.NO_INDEX, detail: 'no index was loaded for this model' });
    }
    const vector = findingsVector(query.findings, query.patient);
    const [pictures, findings] = await Promise.all([
      nearest(deps.index, active.picturesCollection, active.pictureCount, query.embedding, query.topK),
      nearest(deps.index, active.findingsCollection, active.findingsCount, vector, query.topK),
    ]);
    const excluded = excludedPatients(query.exclude, pictures);
    return ok({
      byPicture: selectCases(rankByAgreement(pictures, vector), excluded, query.topK),
      byFindings: selectCases(findings, excluded, query.topK),
      malignantShares: {
        byPicture: active.picturesMalignantShare,
        byFindings: active.findingsMalignantShare,
      },
      referenceCases: { byPicture: active.pictureCount, byFindings: active.findingsCount },
      indexName: active.name,
      indexVersion: active.version,
    });
  }

  /** An index that was replaced while its collections were still known here fails once: the second try reads anew. */
  async function searchTwice(query: SimilarityQuery): Promise<Result<SimilarCases, RetrievalUnavailable>> {
    try {
      return await search(query);
    } catch {
      activeIndex.forget();
      return search(query);
    }
  }

  return {
    async findSimilar(query) {
      try {
        return await withinTime(deps.timeoutMs, searchTwice(query));
      } catch (error) {
        if (error instanceof TimeoutError) {
          return err({ reason: RetrievalFailure.TIMED_OUT, detail: error.message });
        }
        const detail = error instanceof Error ? error.name : 'unknown error';
        return err({ reason: RetrievalFailure.UNREACHABLE, detail });
      }
    },
    describe: () => deps.index.readActive(deps.modelSha256),
  };
}

async function nearest(
  index: ReferenceIndex,
  collection: string,
  held: number,
  vector: Float32Array | null,
  topK: number,
): Promise<readonly Neighbour[]> {
  if (vector === null || held === 0) return [];
  return index.nearest(collection, vector, Math.min(held, topK * OVER_FETCH_FACTOR + OVER_FETCH_MORE));
}
