import { type CaseVault, mediaKeyOf } from '../cases';
import {
  type CaseError,
  CaseErrorCode,
  type CaseImage,
  type CommandContext,
  err,
  notFound,
  type Result,
  type ShotType,
  type Viewer,
} from '../domain';
import { explainPictureProblem, type PictureProblem } from '../imaging';
import { type PicturePort, type PreparedPicture } from './picture-port';

/**
 * The principal's own upload as a clean picture, in memory alone. Decoding takes long: do it before a transaction.
 * Errors: NOT_FOUND for an upload that is not theirs or was used, IMAGE_UNUSABLE (`reason`) for bytes that are
 * no picture: these are kept no longer.
 */
export async function openPicture(
  pictures: PicturePort,
  viewer: Viewer,
  uploadId: string,
): Promise<Result<PreparedPicture, CaseError>> {
  const upload = await pictures.openUpload(viewer, uploadId);
  if (upload === null) return err(UPLOAD_GONE);
  if (upload.refusal !== null) return err(unusable(upload.refusal));
  if (upload.bytes === null) return err(NOT_UPLOADED);
  const prepared = await pictures.prepare(upload.bytes);
  if (prepared.ok) return prepared;
  await pictures.refuseUpload(uploadId, prepared.error);
  return err(unusable(prepared.error));
}

function unusable(problem: PictureProblem): CaseError {
  return {
    code: CaseErrorCode.IMAGE_UNUSABLE,
    message: explainPictureProblem(problem),
    reason: problem,
  };
}

const NOT_UPLOADED: CaseError = {
  code: CaseErrorCode.IMAGE_UNUSABLE,
  message: "No bytes were stored at the upload's address.",
  reason: 'NOT_UPLOADED',
};

/** A picture as its case will know it, with the key that its bytes will lie under. */
export function describePicture(
  { sha256, widthPx, heightPx, quality }: PreparedPicture,
  { caseId, ...shown }: { readonly uploadId: string; readonly shotType: ShotType; readonly caseId: string },
  context: CommandContext,
): KeptImage {
  const id = context.newId();
  const mediaKey = mediaKeyOf(caseId, id);
  return { id, ...shown, mediaKey, sha256, widthPx, heightPx, quality, at: context.now };
}

/** Keeps a picture's bytes, sealed under its case's key. Not before the case has taken it: nothing would remove them. */
export function keepPicture(
  pictures: PicturePort,
  { bytes }: PreparedPicture,
  { mediaKey }: KeptImage,
  vault: CaseVault,
): Promise<void> {
  return pictures.put(mediaKey, vault.sealBytes(bytes, mediaKey));
}

type KeptImage = CaseImage & { readonly mediaKey: string };

export const UPLOAD_GONE = notFound('upload, or it was used');
