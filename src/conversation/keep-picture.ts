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
import { type PicturePort, type PreparedPicture } from './picture-port';

/**
 * The principal's own upload as a clean picture, in memory alone. Decoding takes long: do it before a transaction.
 * Errors: NOT_FOUND for an upload that is not theirs or was used, IMAGE_UNUSABLE (`reason`) for bytes that are no picture.
 */
export async function openPicture(
  pictures: PicturePort,
  viewer: Viewer,
  uploadId: string,
): Promise<Result<PreparedPicture, CaseError>> {
  const upload = await pictures.openUpload(viewer, uploadId);
  if (upload === null) return err(UPLOAD_GONE);
  const prepared = upload.bytes === null ? err('NOT_UPLOADED') : await pictures.prepare(upload.bytes);
  if (prepared.ok) return prepared;
  const message = 'The picture cannot be used; send another one.';
  return err({ code: CaseErrorCode.IMAGE_UNUSABLE, message, reason: prepared.error });
}

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
