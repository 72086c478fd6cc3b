import { type CaseChange, type CaseError, err, ok, type Result } from '../domain';
import { type Clock } from '../time';
import { type CaseRepository, type CaseUnit, type Decide } from './store/case.repository';
import { type IdempotentCall, type Made, once } from './store/idempotency';

/**
 * One decision about one case for one idempotency key: the key, the change and whatever `alongside` adds commit
 * together. A repeated call returns what the first one made. Errors: NOT_FOUND, CONFLICT (reused key), the decision's.
 */
export async function changeOnce(
  deps: { readonly cases: CaseRepository; readonly clock: Clock },
  call: IdempotentCall,
  caseId: string,
  decide: Decide,
  alongside: (change: CaseChange, unit: CaseUnit) => Promise<Made> | Made = () => ({}),
): Promise<Result<Made, CaseError>> {
  return deps.cases.transact((unit) =>
    once(unit.tx, call, deps.clock.now(), async () => {
      const changed = await unit.change(caseId, decide);
      return changed.ok ? ok({ caseId, ...(await alongside(changed.value, unit)) }) : err(changed.error);
    }),
  );
}
