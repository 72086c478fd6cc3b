import { type CaseChange, type CaseError, err, ok, type Result } from '../domain';
import { type CaseRepository, type CaseUnit, type Decide } from './store/case.repository';
import { type IdempotentCall, type Made } from './store/idempotency';

/**
 * One decision about one case for one idempotency key: the key, the change and whatever `alongside` adds commit
 * together. A repeated call returns what the first one made. Errors: NOT_FOUND, CONFLICT (reused key), the decision's.
 */
export async function changeOnce(
  deps: { readonly cases: CaseRepository },
  call: IdempotentCall,
  caseId: string,
  decide: Decide,
  alongside: (change: CaseChange, unit: CaseUnit) => Promise<Made> | Made = () => ({}),
): Promise<Result<Made, CaseError>> {
  return deps.cases.transact((unit) =>
    unit.once(call, async () => {
      const changed = await unit.change(caseId, decide);
      return changed.ok ? ok({ caseId, ...(await alongside(changed.value, unit)) }) : err(changed.error);
    }),
  );
}
