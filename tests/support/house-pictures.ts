import { drawLesions, DEMO_SIZE_PX } from '../../scripts/reference/demo/demo-pictures';
import { DEMO_CONDITIONS } from '../../scripts/reference/demo/demo-conditions';
import { seededRandom } from '../../scripts/seeded-random';
import sharp, { type Sharp } from 'sharp';
import { type UploadedPicture } from './api-client';
import { plain } from './pictures';

/** A lesion drawn as the demonstration set draws its own, with another chance than any of them. */
export function lesion(conditionName = 'Melanoma'): Sharp {
  const condition = DEMO_CONDITIONS.find(({ name }) => name === conditionName);
  if (condition === undefined) throw new Error(`The demonstration set has no ${conditionName}.`);
  const raw = { width: DEMO_SIZE_PX, height: DEMO_SIZE_PX, channels: 3 } as const;
  return sharp(drawLesions(condition.style, 3, seededRandom(4711)), { raw }).resize(480);
}

/** A picture that the quality gate lets pass. */
export async function goodPicture(conditionName?: string): Promise<UploadedPicture> {
  return { bytes: await lesion(conditionName).jpeg().toBuffer(), mimeType: 'image/jpeg' };
}

/** A picture of which nothing can be seen. */
export async function darkPicture(): Promise<UploadedPicture> {
  return { bytes: await plain(480, 480, [2, 2, 2]).jpeg().toBuffer(), mimeType: 'image/jpeg' };
}

/** Begins like a JPEG and ends in the middle. */
export async function brokenPicture(): Promise<UploadedPicture> {
  const { bytes, mimeType } = await goodPicture();
  return { bytes: bytes.subarray(0, 600), mimeType };
}
