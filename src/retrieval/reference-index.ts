import { type FitzpatrickSkinType, type WeightedCondition } from '../domain';

/** What the index keeps beside a vector. Reference cases only: nothing of the project's own patients is ever put here. */
export interface ReferenceFacts {
  readonly caseId: string;
  /** The picture's id, or the case's for a vector of findings. */
  readonly sourceId: string;
  readonly dataset: string;
  readonly patientId: string;
  readonly conditions: readonly WeightedCondition[];
  readonly fitzpatrickSkinType: FitzpatrickSkinType | null;
  /** Hex digest of the prepared picture's bytes; null for a vector of findings. */
  readonly imageSha256: string | null;
  /** Beside a picture: the answers that came with it, as findings-vector.ts encodes them; else null. */
  readonly findingsVector: readonly number[] | null;
  readonly licence: string;
}

export interface ReferenceRecord {
  /** Made from the dataset's own ids: loading twice writes the same record twice. */
  readonly id: string;
  readonly vector: Float32Array;
  readonly facts: ReferenceFacts;
}

export interface Neighbour {
  readonly facts: ReferenceFacts;
  /** Cosine, -1 to 1. */
  readonly similarity: number;
}

/** A loaded reference set under one embedding model: two collections and where they came from. */
export interface IndexDescription {
  /** Shown in provenance, for example `pad-ufes-20`. */
  readonly name: string;
  /** Digest of the dataset's contents. */
  readonly version: string;
  readonly modelSha256: string;
  readonly picturesCollection: string;
  readonly findingsCollection: string;
  readonly pictureCount: number;
  readonly findingsCount: number;
  /** Of each collection's labels, how much is malignant or premalignant by the condition table: 0 to 1. */
  readonly picturesMalignantShare: number;
  readonly findingsMalignantShare: number;
  readonly loadedAt: string;
}

/**
 * The engine that keeps reference vectors. Methods reject when it cannot be reached or does not know the collection;
 * whoever calls decides what that means.
 */
export interface ReferenceIndex {
  /** Makes the collection (cosine) if it is not there. */
  prepare(collection: string): Promise<void>;
  count(collection: string): Promise<number>;
  presentIds(collection: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
  upsert(collection: string, records: readonly ReferenceRecord[]): Promise<void>;
  /** Nearest first. */
  nearest(collection: string, vector: Float32Array, count: number): Promise<readonly Neighbour[]>;
  /** The index that was activated last for this model, or null. */
  readActive(modelSha256: string): Promise<IndexDescription | null>;
  /** One record is written: readers see the old index or the new one. */
  activate(description: IndexDescription): Promise<void>;
}

/** Collections of two models, two encodings or two contents never share a name. */
export function picturesCollectionName(modelSha256: string, dataset: string, version: string): string {
  return `pictures-${modelSha256.slice(0, 8)}-${dataset}-${version.slice(0, 12)}`;
}

export function findingsCollectionName(encodingVersion: string, dataset: string, version: string): string {
  return `findings-${encodingVersion}-${dataset}-${version.slice(0, 12)}`;
}
