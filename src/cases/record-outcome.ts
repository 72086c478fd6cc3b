import { type CaseError, err, ok, recordOutcome as decide, type Result, type Viewer } from '../domain';
import { Action, authorise } from '../identity';
import { type CaseDeps, contextFor } from './change-as';
import { once } from './store/idempotency';

export interface OutcomeRequest {
  readonly caseId: string;
  readonly attended: boolean;
  readonly diagnosisIcd10: readonly string[];
  readonly histologyConfirmed: boolean;
  readonly note?: string | null;
  readonly idempotencyKey: string;
}

/** What became of the patient. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (not reviewed yet, reused key). Returns the case's id. */
export async function recordOutcome(
  deps: CaseDeps,
  viewer: Viewer,
  { idempotencyKey, ...input }: OutcomeRequest,
): Promise<Result<string, CaseError>> {
  const context = contextFor(deps, viewer);
  const call = { principalId: viewer.id, operation: 'recordOutcome', key: idempotencyKey, input };
  const made = await deps.cases.transact((unit) =>
    once(unit.tx, call, context.now, async () => {
      const changed = await unit.change(input.caseId, (triageCase) => {
        const allowed = authorise(viewer, Action.RECORD_OUTCOME, triageCase.facilityId);
        if (!allowed.ok) return allowed;
        const { caseId: _caseId, ...said } = input;
        const outcome = { ...said, note: input.note ?? null, recordedById: viewer.id, at: context.now };
        return decide(triageCase, outcome, context);
      });
      return changed.ok ? ok({ caseId: input.caseId }) : err(changed.error);
    }),
  );
  return made.ok ? ok(input.caseId) : made;
}
