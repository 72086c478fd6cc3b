import { type SquareMatrix } from './cholesky';
import { isMalignant, type LabelledPicture } from './labelled-pictures';

/** As many as the API asks for (VECTOR_STORE_TOP_K). */
const NEIGHBOURS = 10;

export interface NeighbourVerdict {
  /** Share of malignant ones among the nearest pictures of other patients. */
  readonly malignantShare: number;
  readonly nearestCondition: string;
}

/** @param gram products of all pictures' unit vectors: their cosines. */
export function askNeighbours(
  gram: SquareMatrix,
  pictures: readonly LabelledPicture[],
  place: number,
): NeighbourVerdict {
  const nearest = pictures
    .map((picture, other) => ({ picture, cosine: gram.values[place * gram.size + other] ?? 0 }))
    .filter(({ picture }) => picture.patientId !== pictures[place]?.patientId)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, NEIGHBOURS)
    .map(({ picture }) => picture);
  return {
    malignantShare: nearest.filter(isMalignant).length / nearest.length,
    nearestCondition: nearest[0]?.condition ?? '',
  };
}
