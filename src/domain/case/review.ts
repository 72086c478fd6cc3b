import { err, ok, type Result } from '../result';
import { type Urgency } from '../urgency';
import { CaseEventKind, type CommandContext, type Decision, happened } from './case-change';
import { conflict, type CaseError } from './case-error';
import { resolveEscalations } from './escalations';
import { CaseStatus, latestAssessment, type Outcome, type Review, type TriageCase } from './triage-case';

/** Takes the case for a clinician. One who has it already succeeds; somebody else's is a CONFLICT. */
export function claim(
  triageCase: TriageCase,
  command: Versioned & { by: string },
  context: CommandContext,
): Decision {
  if (triageCase.assigneeId === command.by && isOpen(triageCase)) return ok({ triageCase, events: [] });
  const checked = checkOpenAndFresh(triageCase, command.version);
  if (!checked.ok) return checked;
  if (triageCase.assigneeId !== null) return err(conflict('Somebody else has the case.'));
  return ok({
    triageCase: held(triageCase, command.by),
    events: [happened(context, CaseEventKind.CASE_CLAIMED, 'Case claimed.', { assigneeId: command.by })],
  });
}

/** Gives the case back to the queue. Only who holds it may. */
export function release(
  triageCase: TriageCase,
  command: Versioned & { by: string },
  context: CommandContext,
): Decision {
  if (triageCase.assigneeId === null && isOpen(triageCase)) return ok({ triageCase, events: [] });
  const checked = checkOpenAndFresh(triageCase, command.version);
  if (!checked.ok) return checked;
  if (triageCase.assigneeId !== command.by) return err(conflict('Somebody else has the case.'));
  const status = triageCase.status === CaseStatus.IN_REVIEW ? CaseStatus.AWAITING_REVIEW : triageCase.status;
  return ok({
    triageCase: { ...triageCase, assigneeId: null, status, version: triageCase.version + 1 },
    events: [happened(context, CaseEventKind.CASE_RELEASED, 'Case released.')],
  });
}

/** Gives the case to a named clinician, whoever had it. */
export function assign(
  triageCase: TriageCase,
  command: Versioned & { clinicianId: string },
  context: CommandContext,
): Decision {
  if (triageCase.assigneeId === command.clinicianId && isOpen(triageCase))
    return ok({ triageCase, events: [] });
  const checked = checkOpenAndFresh(triageCase, command.version);
  if (!checked.ok) return checked;
  return ok({
    triageCase: held(triageCase, command.clinicianId),
    events: [
      happened(context, CaseEventKind.CASE_ASSIGNED, 'Case assigned.', { assigneeId: command.clinicianId }),
    ],
  });
}

interface ReviewCommand extends Versioned {
  readonly by: string;
  readonly diagnosisIcd10: readonly string[];
  readonly urgency: Urgency;
  readonly note: string;
}

/** A clinician's verdict: closes the case, resolves its escalations, and is the only way in which urgency can fall. */
export function review(triageCase: TriageCase, command: ReviewCommand, context: CommandContext): Decision {
  const checked = checkOpenAndFresh(triageCase, command.version);
  if (!checked.ok) return checked;
  if (triageCase.assigneeId !== command.by || triageCase.status !== CaseStatus.IN_REVIEW) {
    return err(conflict('Claim the case before reviewing it.'));
  }
  const verdict: Review = {
    clinicianId: command.by,
    agreedWithUrgency: triageCase.urgency === command.urgency,
    agreedWithDifferential: isAmongFirstThree(triageCase, command.diagnosisIcd10),
    diagnosisIcd10: command.diagnosisIcd10,
    urgency: command.urgency,
    note: command.note,
    at: context.now,
  };
  const resolved = resolveEscalations(triageCase, context);
  return ok({
    triageCase: {
      ...resolved.triageCase,
      status: CaseStatus.CLOSED,
      urgency: command.urgency,
      review: verdict,
      version: triageCase.version + 1,
    },
    events: [
      happened(context, CaseEventKind.CASE_REVIEWED, `Case reviewed: ${command.urgency}.`, { ...verdict }),
      ...resolved.events,
    ],
  });
}

/** What became of the patient; any time after the review, and again when more is known. */
export function recordOutcome(triageCase: TriageCase, outcome: Outcome, context: CommandContext): Decision {
  if (triageCase.review === null || triageCase.status === CaseStatus.ERASED) {
    return err(conflict('An outcome follows a review.'));
  }
  return ok({
    triageCase: { ...triageCase, outcome },
    events: [happened(context, CaseEventKind.OUTCOME_RECORDED, 'Outcome recorded.', { ...outcome })],
  });
}

interface Versioned {
  /** The version that the person saw; a stale one changes nothing. */
  readonly version: number;
}

function isOpen(triageCase: TriageCase): boolean {
  return triageCase.status !== CaseStatus.CLOSED && triageCase.status !== CaseStatus.ERASED;
}

/** Version check shared by everything that people change. */
export function checkFresh(triageCase: TriageCase, version: number): Result<void, CaseError> {
  return triageCase.version === version ? ok(undefined) : err(conflict('The case changed since you saw it.'));
}

function checkOpenAndFresh(triageCase: TriageCase, version: number): Result<void, CaseError> {
  if (!isOpen(triageCase)) return err(conflict('The case is closed.'));
  return checkFresh(triageCase, version);
}

function held(triageCase: TriageCase, assigneeId: string): TriageCase {
  const status = triageCase.status === CaseStatus.AWAITING_REVIEW ? CaseStatus.IN_REVIEW : triageCase.status;
  return { ...triageCase, assigneeId, status, version: triageCase.version + 1 };
}

/** ICD-10 codes agree when one is the other's heading: C44 covers C44.3. */
function isAmongFirstThree(triageCase: TriageCase, diagnosisIcd10: readonly string[]): boolean {
  const candidates = latestAssessment(triageCase)?.differential.slice(0, 3) ?? [];
  return candidates.some((candidate) =>
    candidate.icd10.some((code) =>
      diagnosisIcd10.some((found) => found.startsWith(code) || code.startsWith(found)),
    ),
  );
}
