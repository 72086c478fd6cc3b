import { type CaseError, claim, type Result, type TriageCase, type Viewer } from '../domain';
import { Action } from '../identity';
import { type CaseChangeRequest, type CaseDeps, changeAs } from './change-as';

/** A clinician takes a case. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (stale version, closed, somebody else's). */
export function claimCase(
  deps: CaseDeps,
  viewer: Viewer,
  input: CaseChangeRequest,
): Promise<Result<TriageCase, CaseError>> {
  return changeAs(deps, viewer, Action.CLAIM_CASE, input.caseId, (triageCase, context) =>
    claim(triageCase, { by: viewer.id, version: input.version }, context),
  );
}
