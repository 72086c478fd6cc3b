import {
  type CaseError,
  type CommandContext,
  type Decision,
  ok,
  type Result,
  Role,
  type TriageCase,
  type Viewer,
} from '../domain';
import { type Action, authorise } from '../identity';
import { type Clock } from '../time';
import { type CaseRepository } from './store/case.repository';

export interface CaseDeps {
  readonly cases: CaseRepository;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What every change by a person names: the case, and the version of it that the person saw. */
export interface CaseChangeRequest {
  readonly caseId: string;
  readonly version: number;
}

/** The command's context in a viewer's name. */
export function contextFor(deps: Pick<CaseDeps, 'clock' | 'newId'>, viewer: Viewer): CommandContext {
  return { now: deps.clock.now(), newId: deps.newId, actor: actorOf(viewer) };
}

/** The context of what nobody in particular does: a job, or the pipeline. */
export function systemContext(deps: Pick<CaseDeps, 'clock' | 'newId'>): CommandContext {
  return { now: deps.clock.now(), newId: deps.newId, actor: 'SYSTEM' };
}

/** How a viewer is named in the trail: patients by their role alone, everybody else with their id. */
export function actorOf(viewer: Viewer): string {
  return viewer.role === Role.PATIENT ? viewer.role : `${viewer.role}:${viewer.id}`;
}

/**
 * One viewer's decision about one case: authorised against the case's own facility, inside the transaction that
 * it changes in. Errors: NOT_FOUND (also for what another facility owns), FORBIDDEN, and the decision's own.
 */
export async function changeAs(
  deps: CaseDeps,
  viewer: Viewer,
  action: Action,
  caseId: string,
  decide: (triageCase: TriageCase, context: CommandContext) => Decision,
): Promise<Result<TriageCase, CaseError>> {
  const changed = await deps.cases.change(caseId, (triageCase) => {
    const allowed = authorise(viewer, action, triageCase.facilityId);
    return allowed.ok ? decide(triageCase, contextFor(deps, viewer)) : allowed;
  });
  return changed.ok ? ok(changed.value.triageCase) : changed;
}
