import { type CaseError, type Result, review, type TriageCase, type Urgency, type Viewer } from '../domain';
import { Action } from '../identity';
import { type CaseChangeRequest, type CaseDeps, changeAs } from './change-as';

interface ReviewRequest extends CaseChangeRequest {
  readonly diagnosisIcd10: readonly string[];
  readonly urgency: Urgency;
  readonly note: string;
}

/** Records a clinician's review. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (stale version, or not in their review). */
export function reviewCase(
  deps: CaseDeps,
  viewer: Viewer,
  input: ReviewRequest,
): Promise<Result<TriageCase, CaseError>> {
  return changeAs(deps, viewer, Action.REVIEW_CASE, input.caseId, (triageCase, context) =>
    review(triageCase, { ...input, by: viewer.id }, context),
  );
}
