import { type CaseError, conflict, err, isTalking, notFound, ok, type Result, type Viewer } from '../domain';
import { Action, authorise } from '../identity';
import { type StartDeps, type StartedSession } from './start-session';

export interface ResumeDeps extends StartDeps {
  readonly caseIdByNumber: (number: string) => Promise<string | null>;
}

/**
 * Takes a conversation up again, on another device or after a lost line, with a new token.
 * Errors: NOT_FOUND, FORBIDDEN, CONFLICT (the conversation was ended).
 */
export async function resumeSession(
  deps: ResumeDeps,
  viewer: Viewer,
  caseNumber: string,
): Promise<Result<StartedSession, CaseError>> {
  const caseId = await deps.caseIdByNumber(caseNumber);
  const found = caseId === null ? null : await deps.cases.find(caseId);
  if (found === null) return err(notFound('case'));
  const { triageCase } = found;
  const allowed = authorise(viewer, Action.RESUME_SESSION, triageCase.facilityId);
  if (!allowed.ok) return allowed;
  if (triageCase.dialogue === null || !isTalking(triageCase))
    return err(conflict('The conversation is over.'));
  const { sessionId } = triageCase.dialogue;
  const session = { sessionId, caseId: triageCase.id, facilityId: triageCase.facilityId };
  const token = await deps.issueToken({ ...session, issuedAt: deps.clock.now() });
  return ok({ token, triageCase, expiresAt: await deps.sessions.begin(sessionId) });
}
