import { changeOnce } from '../cases';
import { beginCall, type ConversationDeps, promiseAssessment, SESSION_OVER } from '../conversation';
import {
  type CaseError,
  ConsentKind,
  consentRequired,
  err,
  hasConsent,
  requestAssessment as decide,
  type Result,
  type TriageCase,
  type Viewer,
} from '../domain';
import { type AssessmentDeps, assessCase } from './assess-case';

export type RequestDeps = AssessmentDeps & Pick<ConversationDeps, 'sessions' | 'jobs'>;

/**
 * Assesses what is known now. The durable job is enqueued with the request itself, so that a case that was accepted is
 * assessed, whoever dies. Errors: FORBIDDEN, UNAUTHENTICATED, CONSENT_REQUIRED (CARE), CONFLICT (closed, reused key).
 */
export async function requestAssessment(
  deps: RequestDeps,
  viewer: Viewer,
  input: { readonly idempotencyKey: string },
): Promise<Result<TriageCase, CaseError>> {
  const begun = await beginCall(deps, viewer);
  if (!begun.ok) return begun;
  const { caseId, sessionId, isAlive, context } = begun.value;
  const call = { principalId: sessionId, operation: 'assess', key: input.idempotencyKey, input: {} };
  const made = await changeOnce(
    deps,
    call,
    caseId,
    (triageCase) => {
      if (!isAlive) return err(SESSION_OVER);
      if (!hasConsent(triageCase, ConsentKind.CARE)) return err(consentRequired(ConsentKind.CARE));
      return decide(triageCase, context);
    },
    async (_change, unit) => {
      await promiseAssessment(deps, unit.tx, caseId);
      return {};
    },
  );
  return made.ok ? assessCase(deps, caseId) : made;
}
