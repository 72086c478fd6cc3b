import { type CaseImage, ShotType } from '../domain';

/** The picture to look at: a close-up before others, then the sharpest; pictures of several distances do not average. */
export function bestPicture(images: readonly CaseImage[]): CaseImage | null {
  const isCloseUp = (image: CaseImage): number => Number(image.shotType === ShotType.CLOSE_UP);
  const ranked = [...images].sort(
    (a, b) => isCloseUp(b) - isCloseUp(a) || b.quality.sharpness - a.quality.sharpness,
  );
  return ranked[0] ?? null;
}
