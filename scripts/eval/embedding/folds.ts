import { foldOf } from '../../score/cross-validate';
import { type LabelledPicture } from './labelled-pictures';

export const FOLDS = 5;

export interface Split {
  readonly training: readonly number[];
  readonly held: readonly number[];
}

/** The places of `among` (all, if left out) in FOLDS ways apart, no patient on both sides. Each seed cuts otherwise. */
export function splitsByPatient(
  pictures: readonly LabelledPicture[],
  seed: number,
  among: readonly number[] = pictures.map((_, place) => place),
): Split[] {
  const fold = (place: number): number => foldOf(pictures[place]?.patientId ?? '', seed, FOLDS);
  return Array.from({ length: FOLDS }, (_, held) => ({
    training: among.filter((place) => fold(place) !== held),
    held: among.filter((place) => fold(place) === held),
  }));
}
