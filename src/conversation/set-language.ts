import {
  type CaseError,
  err,
  ok,
  type Result,
  setLanguage as decide,
  type TriageCase,
  type Viewer,
} from '../domain';
import { contextOf, type ConversationDeps, SESSION_OVER, sessionOf } from './conversation-deps';

/** The conversation goes on in this language. Errors: FORBIDDEN, UNAUTHENTICATED, CONFLICT (conversation over). */
export async function setLanguage(
  deps: ConversationDeps,
  viewer: Viewer,
  language: string,
): Promise<Result<TriageCase, CaseError>> {
  const session = sessionOf(viewer);
  if (!session.ok) return session;
  if ((await deps.sessions.touch(session.value.id)) === null) return err(SESSION_OVER);
  const context = contextOf(deps, viewer);
  const changed = await deps.cases.change(session.value.caseId, (triageCase) =>
    decide(triageCase, language, context),
  );
  return changed.ok ? ok(changed.value.triageCase) : changed;
}
