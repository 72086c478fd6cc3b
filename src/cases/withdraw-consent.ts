import {
  type CaseError,
  type ConsentKind,
  consentTo,
  err,
  mediaNoLongerCovered,
  ok,
  recordConsent,
  type Result,
  type Viewer,
} from '../domain';
import { Action, authorise } from '../identity';
import { type CaseDeps, contextFor } from './change-as';
import { type MediaRemoval } from './media-removal';
import { once } from './store/idempotency';

export interface WithdrawalRequest {
  readonly caseId: string;
  readonly kind: ConsentKind;
  readonly idempotencyKey: string;
}

/**
 * Staff withdraw a consent on the patient's word; what it covered is removed. Returns the case's id.
 * Errors: NOT_FOUND, FORBIDDEN, CONFLICT (erased, reused key).
 */
export async function withdrawConsent(
  deps: CaseDeps & { readonly removal: MediaRemoval },
  viewer: Viewer,
  { idempotencyKey, ...input }: WithdrawalRequest,
): Promise<Result<string, CaseError>> {
  const context = contextFor(deps, viewer);
  const call = { principalId: viewer.id, operation: 'withdrawConsent', key: idempotencyKey, input };
  let uncovered: readonly string[] = [];
  const made = await deps.cases.transact((unit) =>
    once(unit.tx, call, context.now, async () => {
      const changed = await unit.change(input.caseId, (triageCase) => {
        const allowed = authorise(viewer, Action.WITHDRAW_CONSENT, triageCase.facilityId);
        if (!allowed.ok) return allowed;
        const wording = consentTo(triageCase, input.kind)?.wording ?? 'on the patient’s word';
        const decision = recordConsent(triageCase, { kind: input.kind, granted: false, wording }, context);
        if (decision.ok) uncovered = mediaNoLongerCovered(triageCase, decision.value.triageCase);
        return decision;
      });
      if (!changed.ok) return err(changed.error);
      await deps.removal.promise(unit.tx, uncovered);
      return ok({ caseId: input.caseId });
    }),
  );
  if (!made.ok) return made;
  await deps.removal.now(uncovered);
  return ok(input.caseId);
}
