import { changeOnce } from '../cases';
import {
  answerConsent,
  type CaseError,
  type ConsentKind,
  err,
  type Result,
  type TriageCase,
  type Viewer,
} from '../domain';
import { beginCall, caseAsItStands, type ConversationDeps, rulesAt, SESSION_OVER } from './conversation-deps';

interface ConsentRequest {
  readonly kind: ConsentKind;
  readonly granted: boolean;
  readonly idempotencyKey: string;
}

/**
 * An explicit yes or no. A no after a yes withdraws, and what it covered is removed; a withdrawal is heard even when
 * the session is over. Errors: FORBIDDEN, UNAUTHENTICATED, CONFLICT (conversation over, reused key).
 */
export async function recordConsent(
  deps: ConversationDeps,
  viewer: Viewer,
  { idempotencyKey, ...input }: ConsentRequest,
): Promise<Result<TriageCase, CaseError>> {
  const begun = await beginCall(deps, viewer);
  if (!begun.ok) return begun;
  const { caseId, facilityId, sessionId, isAlive, context } = begun.value;
  const rulesIn = await rulesAt(deps, facilityId);
  const call = { principalId: sessionId, operation: 'recordConsent', key: idempotencyKey, input };
  const made = await changeOnce(deps, call, caseId, (triageCase) => {
    if (!isAlive && input.granted) return err(SESSION_OVER);
    const rules = rulesIn(triageCase.language);
    const answer = { ...input, wording: rules.consentWording };
    return answerConsent(triageCase, answer, rules, context);
  });
  return made.ok ? caseAsItStands(deps, caseId) : made;
}
