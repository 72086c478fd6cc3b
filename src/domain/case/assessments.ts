import { err, ok } from '../result';
import { joinUrgency } from '../urgency';
import { type AcknowledgementPolicy } from './acknowledgement-policy';
import { type Assessment, type AssessmentContent } from './assessment';
import { CaseEventKind, type CommandContext, type Decision, happened } from './case-change';
import { conflict } from './case-error';
import { raiseUrgency } from './escalations';
import { CaseStatus, type Explanation, MAX_ASSESSMENTS, type SoapNote, type TriageCase } from './triage-case';

/** What one run of the assessment pipeline made of the case. */
export interface AssessmentOutcome {
  readonly assessment: AssessmentContent;
  readonly soapNote: Omit<SoapNote, 'createdAt'>;
  readonly explanation: Explanation;
}

/** Puts the case in assessment. The caller enqueues the durable job in the same transaction. Errors: CONFLICT. */
export function requestAssessment(triageCase: TriageCase, context: CommandContext): Decision {
  const refusal = whyNotAssessable(triageCase);
  if (refusal !== null) return err(conflict(refusal));
  return ok({
    triageCase: { ...triageCase, status: CaseStatus.ASSESSING },
    events: [happened(context, CaseEventKind.ASSESSMENT_REQUESTED, 'Assessment requested.')],
  });
}

/**
 * Adds an assessment with its note and explanation and hands the case to the clinicians' queue.
 * The assessment's urgency is joined with what rules had said before, so that no revision lowers it.
 * Errors: CONFLICT when the case was closed or erased meanwhile.
 */
export function recordAssessment(
  triageCase: TriageCase,
  outcome: AssessmentOutcome,
  policy: AcknowledgementPolicy,
  context: CommandContext,
): Decision {
  const refusal = whyNotAssessable(triageCase);
  if (refusal !== null) return err(conflict(refusal));
  const assessment: Assessment = {
    ...outcome.assessment,
    id: context.newId(),
    revision: triageCase.assessments.length + 1,
    urgency: joinUrgency(outcome.assessment.urgency, triageCase.urgency ?? outcome.assessment.urgency),
    createdAt: context.now,
  };
  const assessed: TriageCase = {
    ...triageCase,
    status: triageCase.assigneeId === null ? CaseStatus.AWAITING_REVIEW : CaseStatus.IN_REVIEW,
    assessments: [...triageCase.assessments, assessment],
    soapNote: { ...outcome.soapNote, createdAt: context.now },
    explanation: outcome.explanation,
  };
  const kind = assessment.revision === 1 ? CaseEventKind.ASSESSMENT_MADE : CaseEventKind.ASSESSMENT_REVISED;
  const summary = `${assessment.source} assessment, revision ${assessment.revision}: ${assessment.urgency}.`;
  const change = raiseUrgency(
    assessed,
    { urgency: assessment.urgency, reasons: assessment.redFlags },
    policy,
    context,
  );
  return ok({
    triageCase: change.triageCase,
    events: [happened(context, kind, summary, { assessmentId: assessment.id }), ...change.events],
  });
}

function whyNotAssessable(triageCase: TriageCase): string | null {
  if (triageCase.status === CaseStatus.CLOSED || triageCase.status === CaseStatus.ERASED)
    return 'The case is closed.';
  if (triageCase.assessments.length >= MAX_ASSESSMENTS)
    return `A case holds at most ${MAX_ASSESSMENTS} assessments.`;
  return null;
}
