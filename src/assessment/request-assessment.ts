import { changeOnce } from '../cases';
import { beginCall, type ConversationDeps, SESSION_OVER } from '../conversation';
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
import { JobName } from '../jobs';
import { type AssessmentDeps, assessCase } from './assess-case';

/** The job waits this long, so that it only finds work when the process that took the request died on it. */
export const RESCUE_AFTER_MS = 10_000;

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
      const job = {
        name: JobName.ASSESS_CASE,
        data: { caseId },
        startAfterMs: RESCUE_AFTER_MS,
        singletonKey: caseId,
      };
      await deps.jobs.enqueue(unit.tx, job);
      return {};
    },
  );
  return made.ok ? assessCase(deps, caseId) : made;
}
