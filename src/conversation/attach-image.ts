import { type CaseVault, changeOnce } from '../cases';
import {
  type CaseError,
  CaseErrorCode,
  type CaseImage,
  type CommandContext,
  ConsentKind,
  consentRequired,
  err,
  hasConsent,
  notFound,
  ok,
  type Result,
  type ShotType,
  showImage,
  type TriageCase,
  type Viewer,
} from '../domain';
import { type PicturePort } from './picture-port';
import { type ConversationDeps, rulesFor, SESSION_OVER, beginCall } from './conversation-deps';

export interface AttachRequest {
  readonly uploadId: string;
  readonly shotType: ShotType;
  readonly idempotencyKey: string;
}

/**
 * Makes an upload a picture of the case: cleaned, measured and sealed under the case's key. Errors: FORBIDDEN,
 * UNAUTHENTICATED, CONSENT_REQUIRED, NOT_FOUND (upload), IMAGE_UNUSABLE (`reason`), CONFLICT. A picture that is merely
 * dark, blurred or small is kept, and asked for again.
 */
export async function attachImage(
  deps: ConversationDeps & { readonly pictures: PicturePort },
  viewer: Viewer,
  { idempotencyKey, ...input }: AttachRequest,
): Promise<Result<TriageCase, CaseError>> {
  const begun = await beginCall(deps, viewer);
  if (!begun.ok) return begun;
  const { caseId, sessionId, isAlive, context } = begun.value;
  const call = { principalId: sessionId, operation: 'attachImage', key: idempotencyKey, input };
  const made = await changeOnce(
    deps,
    call,
    caseId,
    async (triageCase, vault) => {
      if (!isAlive) return err(SESSION_OVER);
      if (!hasConsent(triageCase, ConsentKind.IMAGE_CAPTURE))
        return err(consentRequired(ConsentKind.IMAGE_CAPTURE));
      const image = await storePicture(deps.pictures, viewer, { ...input, caseId, vault }, context);
      if (!image.ok) return image;
      return showImage(triageCase, image.value, await rulesFor(deps, triageCase), context);
    },
    async (_change, unit) => {
      await deps.pictures.markAttached(unit.tx, input.uploadId, context.now);
      return {};
    },
  );
  if (!made.ok) return made;
  await deps.pictures.discardUpload(input.uploadId);
  const found = await deps.cases.find(caseId);
  return found === null ? err(SESSION_OVER) : ok(found.triageCase);
}

/** Errors: NOT_FOUND for an upload that is not theirs or was used, IMAGE_UNUSABLE for bytes that are no picture. */
export async function storePicture(
  pictures: PicturePort,
  viewer: Viewer,
  shown: {
    readonly uploadId: string;
    readonly shotType: ShotType;
    readonly caseId: string;
    readonly vault: CaseVault;
  },
  context: CommandContext,
): Promise<Result<CaseImage, CaseError>> {
  const upload = await pictures.openUpload(viewer, shown.uploadId);
  if (upload === null) return err(notFound('upload, or it was used'));
  const prepared = upload.bytes === null ? err('NOT_UPLOADED') : await pictures.prepare(upload.bytes);
  if (!prepared.ok) {
    const message = 'The picture cannot be used; send another one.';
    return err({ code: CaseErrorCode.IMAGE_UNUSABLE, message, reason: prepared.error });
  }
  const id = context.newId();
  const mediaKey = `cases/${shown.caseId}/${id}`;
  const { bytes: clean, sha256, widthPx, heightPx, quality } = prepared.value;
  await pictures.put(mediaKey, shown.vault.sealBytes(clean, mediaKey));
  const { uploadId, shotType } = shown;
  return ok({ id, uploadId, shotType, mediaKey, sha256, widthPx, heightPx, quality, at: context.now });
}
