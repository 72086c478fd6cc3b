import { type Findings, type SimilarCase } from '../domain';
import { findingsVector } from './findings-vector';
import { gatherNeighbours } from './gather-neighbours';
import { type IndexDescription } from './index-description';
import { type PatientTraits } from './reference-case';
import { type ReferenceIndex } from './reference-index';
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

/**
 * What one index holds that resembles the query: both kinds are asked at once. `hasTime`: whether more may be fetched where a
 * filter left too few. Rejects if the engine fails.
 */
export async function searchIndex(
  index: ReferenceIndex,
  active: IndexDescription,
  query: SimilarityQuery,
  hasTime: () => boolean,
): Promise<SimilarCases> {
  const answers = findingsVector(query.findings, query.patient);
  const excluded = excludedPatients(index, active, query);
  const { accepts = () => true, topK } = query;
  const gather = (
    collection: string,
    heldCount: number,
    vector: Float32Array | null,
    ranking: { readonly floor: number; readonly answers: Float32Array | null },
  ) =>
    vector === null
      ? { neighbours: [], isComplete: true }
      : gatherNeighbours(
          { nearest: (count) => index.nearest(collection, vector, count), heldCount, excluded, hasTime },
          { accepts, topK, ...ranking },
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
    excluded,
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
