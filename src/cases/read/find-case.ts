import { type CaseError, err, isUuid, notFound, ok, type Result, type Viewer } from '../../domain';
import { type BatchFn } from '../../graphql';
import { Action, authoriseEscalated, permit, sees, tierSeenFrom } from '../../identity';
import { actorOf } from '../change-as';
import { type TriageCaseType } from '../triage-case.types';
import { type AccessLog } from './access-log';
import { type ReachedTier } from './reached-tier';

interface FindCaseDeps {
  readonly accessLog: AccessLog;
  readonly tierReached: ReachedTier;
  readonly caseById: BatchFn<string, TriageCaseType>;
  readonly caseByNumber: BatchFn<string, TriageCaseType>;
}

/** One case, for somebody who may read it. The look is recorded. Errors: NOT_FOUND, FORBIDDEN. */
export async function findCaseById(
  deps: FindCaseDeps,
  viewer: Viewer,
  id: string,
): Promise<Result<TriageCaseType, CaseError>> {
  const key = id.toLowerCase();
  const found = isUuid(key) ? (await deps.caseById([key])).get(key) : undefined;
  return show(deps, viewer, 'case', found);
}

/** As `findCaseById`, by the number that people read out. */
export async function findCaseByNumber(
  deps: FindCaseDeps,
  viewer: Viewer,
  number: string,
): Promise<Result<TriageCaseType, CaseError>> {
  const key = number.trim().toUpperCase();
  return show(deps, viewer, 'caseByNumber', (await deps.caseByNumber([key])).get(key));
}

async function show(
  deps: FindCaseDeps,
  viewer: Viewer,
  operation: string,
  found: TriageCaseType | undefined,
): Promise<Result<TriageCaseType, CaseError>> {
  const allowed = permit(viewer, Action.READ_CASE);
  if (!allowed.ok) return allowed;
  if (found === undefined) return err(notFound('case'));
  const facilityId = found.facility.id;
  // A pool that was asked for help may read what about.
  const mayBeAsked = !sees(viewer, facilityId) && tierSeenFrom(viewer, facilityId) < Infinity;
  const tier = mayBeAsked ? await deps.tierReached(found.id) : null;
  const seen = authoriseEscalated(viewer, Action.READ_CASE, { facilityId, tier });
  if (!seen.ok) return seen;
  await deps.accessLog.record([{ actor: actorOf(viewer), operation, caseId: found.id }]);
  return ok(found);
}
