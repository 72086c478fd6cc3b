import { type CaseVault } from '../cases';
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

/** Keeps a picture, sealed under its case's key. */
export async function keepPicture(
  pictures: PicturePort,
  picture: PreparedPicture,
  shown: {
    readonly uploadId: string;
    readonly shotType: ShotType;
    readonly caseId: string;
    readonly vault: CaseVault;
  },
  context: CommandContext,
): Promise<CaseImage> {
  const { uploadId, shotType, caseId, vault } = shown;
  const { bytes, ...measured } = picture;
  const id = context.newId();
  const mediaKey = `cases/${caseId}/${id}`;
  await pictures.put(mediaKey, vault.sealBytes(bytes, mediaKey));
  const { sha256, widthPx, heightPx, quality } = measured;
  return { id, uploadId, shotType, mediaKey, sha256, widthPx, heightPx, quality, at: context.now };
}

export const UPLOAD_GONE = notFound('upload, or it was used');
