import { type BodySite, type FitzpatrickSkinType, type WeightedCondition } from '../domain';
import { type IndexDescription } from './index-description';

/** What the index keeps beside a vector. Reference cases only: nothing of the project's own patients is ever put here. */
export interface ReferenceFacts {
  readonly caseId: string;
  /** The picture's id, or the case's for a vector of findings. */
  readonly sourceId: string;
  readonly dataset: string;
  readonly patientId: string;
  readonly conditions: readonly WeightedCondition[];
  readonly fitzpatrickSkinType: FitzpatrickSkinType | null;
  readonly bodySites: readonly BodySite[];
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

/**
 * The side of the engine that answers. Methods reject when it cannot be reached or does not know the collection; whoever
 * calls decides what that means.
 */
export interface ReferenceIndex {
  /** Nearest first. */
  nearest(collection: string, vector: Float32Array, count: number): Promise<readonly Neighbour[]>;
  count(collection: string): Promise<number>;
  /** The patients (of the dataset) who have a picture with this digest: see `ReferenceFacts.imageSha256`. */
  ownersOfPicture(collection: string, imageSha256: string): Promise<ReadonlySet<string>>;
  /** At most `count` records with their vectors, from all over the collection; the same ones every time. */
  sample(collection: string, count: number): Promise<readonly ReferenceRecord[]>;
  /** The index that was activated last for this model, or null. */
  readActive(vectorSpace: string): Promise<IndexDescription | null>;
}
