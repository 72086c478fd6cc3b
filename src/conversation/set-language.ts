import {
  type CaseError,
  err,
  ok,
  type Result,
  setLanguage as decide,
  type TriageCase,
  type Viewer,
} from '../domain';
import { beginCall, type ConversationDeps, SESSION_OVER } from './conversation-deps';

/** The conversation goes on in this language. Errors: FORBIDDEN, UNAUTHENTICATED, CONFLICT (conversation over). */
export async function setLanguage(
  deps: ConversationDeps,
  viewer: Viewer,
  language: string,
): Promise<Result<TriageCase, CaseError>> {
  const begun = await beginCall(deps, viewer);
  if (!begun.ok) return begun;
  const { caseId, isAlive, context } = begun.value;
  if (!isAlive) return err(SESSION_OVER);
  const changed = await deps.cases.change(caseId, (triageCase) => decide(triageCase, language, context));
  return changed.ok ? ok(changed.value.triageCase) : changed;
}
