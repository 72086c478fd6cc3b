import { type CaseError, release, type Result, type TriageCase, type Viewer } from '../domain';
import { Action } from '../identity';
import { type CaseChangeRequest, type CaseDeps, changeAs } from './change-as';

/** A clinician gives a case back to the queue. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (stale version, not theirs). */
export function releaseCase(
  deps: CaseDeps,
  viewer: Viewer,
  input: CaseChangeRequest,
): Promise<Result<TriageCase, CaseError>> {
  return changeAs(deps, viewer, Action.CLAIM_CASE, input.caseId, (triageCase, context) =>
    release(triageCase, { by: viewer.id, version: input.version }, context),
  );
}
