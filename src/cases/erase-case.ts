import { type CaseError, erase, err, ok, type Result, type Viewer } from '../domain';
import { Action, authorise } from '../identity';
import { type CaseDeps, contextFor } from './change-as';
import { type CaseChangeRequest } from './claim-case';
import { type MediaRemoval } from './media-removal';

/**
 * Erases a case at the patient's request: its key, media, transcript and identifiers are gone; the trail stays and
 * says so. Returns the case's id. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (stale version).
 */
export async function eraseCase(
  deps: CaseDeps & { readonly removal: MediaRemoval },
  viewer: Viewer,
  input: CaseChangeRequest & { readonly reason: string },
): Promise<Result<string, CaseError>> {
  let mediaKeys: readonly string[] = [];
  const erased = await deps.cases.transact(async (unit) => {
    const changed = await unit.change(input.caseId, (triageCase) => {
      const allowed = authorise(viewer, Action.ERASE_CASE, triageCase.facilityId);
      if (!allowed.ok) return allowed;
      mediaKeys = triageCase.images.flatMap((image) => image.mediaKey ?? []);
      return erase(triageCase, input, contextFor(deps, viewer));
    });
    if (!changed.ok) return err(changed.error);
    await deps.removal.promise(unit.tx, mediaKeys);
    return ok(input.caseId);
  });
  if (erased.ok) await deps.removal.now(mediaKeys);
  return erased;
}
