import {
  type CaseError,
  type ConsentKind,
  consentTo,
  ok,
  recordConsent,
  type Result,
  type Viewer,
} from '../domain';
import { Action, authorise } from '../identity';
import { type CaseDeps, contextFor } from './change-as';
import { changeOnce } from './change-once';

interface WithdrawalRequest {
  readonly caseId: string;
  readonly kind: ConsentKind;
  readonly idempotencyKey: string;
}

/**
 * Staff withdraw a consent on the patient's word; what it covered is removed. Returns the case's id.
 * Errors: NOT_FOUND, FORBIDDEN, CONFLICT (erased, reused key).
 */
export async function withdrawConsent(
  deps: CaseDeps,
  viewer: Viewer,
  { idempotencyKey, ...input }: WithdrawalRequest,
): Promise<Result<{ readonly id: string }, CaseError>> {
  const call = { principalId: viewer.id, operation: 'withdrawConsent', key: idempotencyKey, input };
  const made = await changeOnce(deps, call, input.caseId, (triageCase) => {
    const allowed = authorise(viewer, Action.WITHDRAW_CONSENT, triageCase.facilityId);
    if (!allowed.ok) return allowed;
    const wording = consentTo(triageCase, input.kind)?.wording ?? 'on the patient’s word';
    return recordConsent(triageCase, { kind: input.kind, granted: false, wording }, contextFor(deps, viewer));
  });
  return made.ok ? ok({ id: input.caseId }) : made;
}
