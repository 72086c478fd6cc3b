import { type CaseVault, type Transaction } from '../cases';
import {
  describePicture,
  keepPicture,
  openPicture,
  type PicturePort,
  type PreparedPicture,
} from '../conversation';
import {
  badInput,
  type CaseError,
  CaseErrorCode,
  type CaseImage,
  type CommandContext,
  err,
  ok,
  refusePicture,
  type Result,
  type ShotType,
  type TriageCase,
  type Viewer,
} from '../domain';

/** A picture that came with a submission: clean, or of no use. */
export interface SubmittedPicture {
  readonly uploadId: string;
  readonly shotType: ShotType;
  readonly picture: PreparedPicture | null;
  /** Why it is of no use. */
  readonly reason: string | null;
}

/**
 * Opens the pictures of a submission, in memory alone. A picture that is no use is a limitation of the assessment, never
 * a reason to refuse the case. Errors: BAD_USER_INPUT naming the first upload that is not theirs or was used.
 */
export async function openPictures(
  pictures: PicturePort,
  viewer: Viewer,
  images: readonly { readonly uploadId: string; readonly shotType: ShotType }[],
): Promise<Result<readonly SubmittedPicture[], CaseError>> {
  const opened: SubmittedPicture[] = [];
  for (const [index, { uploadId, shotType }] of images.entries()) {
    const picture = await openPicture(pictures, viewer, uploadId);
    if (!picture.ok && picture.error.code !== CaseErrorCode.IMAGE_UNUSABLE) return err(notWaiting(index));
    opened.push({
      uploadId,
      shotType,
      picture: picture.ok ? picture.value : null,
      reason: picture.ok ? null : (picture.error.reason ?? null),
    });
  }
  return ok(opened);
}

/** Makes the uploads this case's own. Errors: BAD_USER_INPUT for one that another case took meanwhile. */
export async function claimUploads(
  pictures: PicturePort,
  tx: Transaction,
  submitted: readonly SubmittedPicture[],
  at: Date,
): Promise<Result<void, CaseError>> {
  for (const [index, { uploadId }] of submitted.entries()) {
    if (!(await pictures.markAttached(tx, uploadId, at))) return err(notWaiting(index));
  }
  return ok(undefined);
}

/** Why the case has a picture's place and not the picture: it would be an intimate one of a minor. */
const NOT_TAKEN = 'NOT_TAKEN_OF_MINORS';

/** A submitted picture as the case keeps it; of an intimate one of a minor nothing but that it came. */
export async function keepSubmitted(
  pictures: PicturePort,
  submitted: SubmittedPicture,
  { triageCase, vault, context }: { triageCase: TriageCase; vault: CaseVault; context: CommandContext },
): Promise<CaseImage> {
  const isRefused = refusePicture(triageCase, 'images') !== null;
  const { picture, reason, ...shown } = isRefused
    ? { ...submitted, picture: null, reason: NOT_TAKEN }
    : submitted;
  const caseId = triageCase.id;
  if (picture !== null) {
    const image = describePicture(picture, { ...shown, caseId }, context);
    await keepPicture(pictures, picture, image, vault);
    return image;
  }
  const quality = { usable: false, sharpness: 0, brightness: 0, reason };
  const nothing = { mediaKey: null, sha256: '', widthPx: 0, heightPx: 0, quality };
  return { id: context.newId(), ...shown, ...nothing, at: context.now };
}

function notWaiting(index: number): CaseError {
  return badInput(`images.${index}.uploadId`, 'Not an upload of yours that waits to be attached.');
}
