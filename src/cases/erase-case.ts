import { type CaseError, erase, type Result, type TriageCase, type Viewer } from '../domain';
import { Action } from '../identity';
import { type CaseChangeRequest, type CaseDeps, changeAs } from './change-as';

/**
 * Erases a case at the patient's request: its key, media, transcript and identifiers are gone; the trail stays and
 * says so. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (stale version).
 */
export function eraseCase(
  deps: CaseDeps,
  viewer: Viewer,
  input: CaseChangeRequest & { readonly reason: string },
): Promise<Result<TriageCase, CaseError>> {
  return changeAs(deps, viewer, Action.ERASE_CASE, input.caseId, (triageCase, context) =>
    erase(triageCase, input, context),
  );
}
