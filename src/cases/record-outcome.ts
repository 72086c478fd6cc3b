import {
  type CaseError,
  ok,
  type Outcome,
  recordOutcome as decide,
  type Result,
  type Viewer,
} from '../domain';
import { Action, authorise } from '../identity';
import { type CaseDeps, contextFor } from './change-as';
import { changeOnce } from './change-once';

interface OutcomeRequest extends Pick<Outcome, 'attended' | 'diagnosisIcd10' | 'histologyConfirmed'> {
  readonly caseId: string;
  readonly note?: string | null;
  readonly idempotencyKey: string;
}

/** What became of the patient. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (not reviewed yet, reused key). Returns the case's id. */
export async function recordOutcome(
  deps: CaseDeps,
  viewer: Viewer,
  { idempotencyKey, caseId, ...said }: OutcomeRequest,
): Promise<Result<{ readonly id: string }, CaseError>> {
  const context = contextFor(deps, viewer);
  const call = {
    principalId: viewer.id,
    operation: 'recordOutcome',
    key: idempotencyKey,
    input: { caseId, ...said },
  };
  const made = await changeOnce(deps, call, caseId, (triageCase) => {
    const allowed = authorise(viewer, Action.RECORD_OUTCOME, triageCase.facilityId);
    if (!allowed.ok) return allowed;
    const outcome = { ...said, note: said.note ?? null, recordedById: viewer.id, at: context.now };
    return decide(triageCase, outcome, context);
  });
  return made.ok ? ok({ id: caseId }) : made;
}
