import { changeOnce } from '../cases';
import {
  type CaseError,
  ConsentKind,
  consentRequired,
  err,
  hasConsent,
  type Result,
  type ShotType,
  showImage,
  type TriageCase,
  type Viewer,
} from '../domain';
import { type PicturePort } from './picture-port';
import { beginCall, caseAsItStands, type ConversationDeps, rulesAt, SESSION_OVER } from './conversation-deps';
import { describePicture, keepPicture, openPicture, UPLOAD_GONE } from './keep-picture';

interface AttachRequest {
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
  { idempotencyKey, ...request }: AttachRequest,
): Promise<Result<TriageCase, CaseError>> {
  const input = { ...request, uploadId: request.uploadId.toLowerCase() };
  const begun = await beginCall(deps, viewer);
  if (!begun.ok) return begun;
  const { caseId, facilityId, sessionId, isAlive, context } = begun.value;
  const rulesIn = await rulesAt(deps, facilityId);
  const picture = await openPicture(deps.pictures, viewer, input.uploadId);
  const call = { principalId: sessionId, operation: 'attachImage', key: idempotencyKey, input };
  const made = await changeOnce(
    deps,
    call,
    caseId,
    async (triageCase, vault) => {
      if (!isAlive) return err(SESSION_OVER);
      if (!hasConsent(triageCase, ConsentKind.IMAGE_CAPTURE))
        return err(consentRequired(ConsentKind.IMAGE_CAPTURE));
      if (!picture.ok) return picture;
      if (triageCase.images.some(({ uploadId }) => uploadId === input.uploadId)) return err(UPLOAD_GONE);
      const image = describePicture(picture.value, { ...input, caseId }, context);
      const shown = showImage(triageCase, image, rulesIn(triageCase.language), context);
      if (shown.ok) await keepPicture(deps.pictures, picture.value, image, vault);
      return shown;
    },
    async (_change, unit) => {
      await deps.pictures.markAttached(unit.tx, input.uploadId, context.now);
      return {};
    },
  );
  if (!made.ok) return made;
  await deps.pictures.discardUpload(input.uploadId);
  return caseAsItStands(deps, caseId);
}
