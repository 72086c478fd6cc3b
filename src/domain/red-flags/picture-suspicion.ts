/**
 * What a picture alone says of a single lesion: a linear reading of its embedding, fitted with the suspicion score and kept
 * with it. Needs no reference case at hand.
 */
export interface PictureModel {
  /** The embedding model that it was fitted on. Of another model's embeddings it says nothing. */
  readonly embeddingModelSha256: string;
  /** Log odds, with the caution of docs/evaluation.md in it: of two like pictures the frightening one weighs more. */
  readonly intercept: number;
  /** One for each number of the embedding. */
  readonly weights: readonly number[];
  /** Log odds, at most 0: however harmless a picture looks, it takes no more than this off. */
  readonly least: number;
}

/** A picture as an embedding model sees it. */
export interface PictureEvidence {
  /** Of unit length. */
  readonly embedding: ArrayLike<number>;
  readonly modelSha256: string;
}

/** What a picture adds to the log odds of a skin cancer; 0 without one, or where another model embedded it. Total. */
export function pictureLogOdds(model: PictureModel, picture: PictureEvidence | null): number {
  if (picture === null || picture.modelSha256 !== model.embeddingModelSha256) return 0;
  const { embedding } = picture;
  if (embedding.length !== model.weights.length) return 0;
  const leaning = model.weights.reduce(
    (sum, weight, place) => sum + weight * (embedding[place] ?? 0),
    model.intercept,
  );
  return Number.isFinite(leaning) ? Math.max(model.least, leaning) : 0;
}
