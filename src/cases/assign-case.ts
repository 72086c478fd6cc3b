import {
  assign,
  badInput,
  type CaseError,
  err,
  isUuid,
  type Result,
  type TriageCase,
  type Viewer,
} from '../domain';
import { Action } from '../identity';
import { type CaseChangeRequest, type CaseDeps, changeAs } from './change-as';

export interface AssignDeps extends CaseDeps {
  /** The facilities that a clinician works for; null when there is no such clinician. */
  readonly facilitiesOfClinician: (clinicianId: string) => Promise<readonly string[] | null>;
}

/**
 * Gives a case to a named clinician of its facility. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (stale version),
 * BAD_USER_INPUT (`clinicianId` is no clinician of the facility).
 */
export async function assignCase(
  deps: AssignDeps,
  viewer: Viewer,
  input: CaseChangeRequest & { readonly clinicianId: string },
): Promise<Result<TriageCase, CaseError>> {
  const { clinicianId } = input;
  const facilities = isUuid(clinicianId) ? await deps.facilitiesOfClinician(clinicianId) : null;
  return changeAs(deps, viewer, Action.ASSIGN_CASE, input.caseId, (triageCase, context) =>
    facilities?.includes(triageCase.facilityId)
      ? assign(triageCase, input, context)
      : err(badInput('clinicianId', 'Not a clinician of the case’s facility.')),
  );
}
