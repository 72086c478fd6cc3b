import { contextFor, systemContext } from '../cases';
import {
  type CaseError,
  CaseStatus,
  type CommandContext,
  endConversation,
  err,
  ok,
  type Result,
  type Viewer,
} from '../domain';
import { JobName } from '../jobs';
import { type ConversationDeps, rulesAt, sessionOf } from './conversation-deps';
import { promiseAssessment } from './promise-assessment';

export interface EndDeps extends ConversationDeps {
  /** Assesses a case that is in ASSESSING; the durable job does the same, should this process die first. */
  readonly assess: (caseId: string) => Promise<unknown>;
}

/** The patient takes leave, or gives up; the case goes to a human either way. Errors: FORBIDDEN. */
export async function endSession(deps: EndDeps, viewer: Viewer): Promise<Result<boolean, CaseError>> {
  const session = sessionOf(viewer);
  if (!session.ok) return session;
  const ended = await endConversationOf(deps, session.value, contextFor(deps, viewer));
  if (!ended.ok) return ended;
  await deps.sessions.end(session.value.id);
  return ok(true);
}

/** A session that nobody has used for its whole time is ended like one that was taken leave of. */
export async function closeIdleSession(
  deps: EndDeps & { readonly idleAfterMs: number },
  caseId: string,
): Promise<void> {
  const found = await deps.cases.find(caseId);
  if (found?.triageCase.dialogue == null || found.triageCase.dialogue.endedAt !== null) return;
  const idleMs = deps.clock.now().getTime() - found.triageCase.updatedAt.getTime();
  if (idleMs < deps.idleAfterMs) return lookAgainLater(deps, caseId, deps.idleAfterMs - idleMs);
  const ending = { caseId, facilityId: found.triageCase.facilityId };
  await endConversationOf(deps, ending, systemContext(deps));
  await deps.sessions.end(found.triageCase.dialogue.sessionId);
}

/** Takes leave of the patient, and has what is known assessed. Does nothing where that was done. */
export async function endConversationOf(
  deps: EndDeps,
  { caseId, facilityId }: { readonly caseId: string; readonly facilityId: string },
  context: CommandContext,
): Promise<Result<void, CaseError>> {
  const rulesIn = await rulesAt(deps, facilityId);
  const ended = await deps.cases.transact(async (unit) => {
    const changed = await unit.change(caseId, (triageCase) =>
      endConversation(triageCase, rulesIn(triageCase.language), context),
    );
    if (!changed.ok) return err(changed.error);
    const isAssessing = changed.value.triageCase.status === CaseStatus.ASSESSING;
    if (isAssessing) await promiseAssessment(deps, unit.tx, caseId);
    return ok(isAssessing);
  });
  if (!ended.ok) return ended;
  if (ended.value) await deps.assess(caseId);
  return ok(undefined);
}

async function lookAgainLater(deps: EndDeps, caseId: string, startAfterMs: number): Promise<void> {
  await deps.cases.transact(async ({ tx }) => {
    await deps.jobs.enqueue(tx, { name: JobName.CLOSE_IDLE_SESSION, data: { caseId }, startAfterMs });
    return ok(undefined);
  });
}
