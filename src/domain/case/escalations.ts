import { err, ok } from '../result';
import { isAtLeast, joinUrgency, Urgency, urgencyRank } from '../urgency';
import { type AcknowledgementPolicy, type EscalatedUrgency } from './acknowledgement-policy';
import { type RedFlag } from './assessment';
import {
  type CaseChange,
  CaseEventKind,
  type CommandContext,
  type Decision,
  EscalationEventKind,
  happened,
} from './case-change';
import { notFound } from './case-error';
import { escalationEvent, withEscalation } from './escalation-changes';
import { EscalationTier } from './ladder';
import { type Escalation, EscalationStatus, type TriageCase } from './triage-case';

/** A source's word on how urgent the case is: a rule's, the evidence's, a model's. */
export interface UrgencyClaim {
  readonly urgency: Urgency | null;
  readonly reasons: readonly RedFlag[];
}

/**
 * Joins a claim into the case: its urgency becomes the maximum of both, never less, and SOON or above
 * raises the escalation. A case has one escalation; it is raised again when the urgency grows, and its tier never falls.
 */
export function raiseUrgency(
  triageCase: TriageCase,
  claim: UrgencyClaim,
  policy: AcknowledgementPolicy,
  context: CommandContext,
): CaseChange {
  const urgency = joinUrgency(claim.urgency, triageCase.urgency);
  if (urgency === null) return { triageCase, events: [] };
  const grown = { ...triageCase, urgency };
  const events =
    urgency === triageCase.urgency
      ? []
      : [
          happened(context, CaseEventKind.URGENCY_RAISED, `Urgency raised to ${urgency}.`, {
            from: triageCase.urgency,
            to: urgency,
          }),
        ];
  if (!isEscalated(urgency) || isAnswered(triageCase, urgency)) return { triageCase: grown, events };
  const escalation = raised(triageCase, urgency, claim.reasons, policy, context);
  return {
    triageCase: { ...grown, escalations: [escalation] },
    events: [...events, escalationEvent(context, EscalationEventKind.RAISED, escalation)],
  };
}

/** The on-call person has seen it. Doing so twice is the same as once; the first to answer stays. */
export function acknowledgeEscalation(
  triageCase: TriageCase,
  command: { readonly escalationId: string; readonly by: string; readonly note: string | null },
  context: CommandContext,
): Decision {
  const escalation = triageCase.escalations.find((candidate) => candidate.id === command.escalationId);
  if (escalation === undefined) return err(notFound('escalation'));
  if (escalation.status !== EscalationStatus.OPEN) return ok({ triageCase, events: [] });
  const acknowledged: Escalation = {
    ...escalation,
    status: EscalationStatus.ACKNOWLEDGED,
    acknowledgedById: command.by,
    acknowledgedAt: context.now,
    note: command.note,
  };
  return ok({
    triageCase: withEscalation(triageCase, acknowledged),
    events: [escalationEvent(context, EscalationEventKind.ACKNOWLEDGED, acknowledged)],
  });
}

/** Resolves what is still open; only a review does so. */
export function resolveEscalations(triageCase: TriageCase, context: CommandContext): CaseChange {
  const resolved = triageCase.escalations
    .filter((escalation) => escalation.status !== EscalationStatus.RESOLVED)
    .map((escalation): Escalation => ({ ...escalation, status: EscalationStatus.RESOLVED }));
  return {
    triageCase: resolved.reduce(withEscalation, triageCase),
    events: resolved.map((escalation) => escalationEvent(context, EscalationEventKind.RESOLVED, escalation)),
  };
}

function isEscalated(urgency: Urgency): urgency is EscalatedUrgency {
  return isAtLeast(urgency, Urgency.SOON);
}

function isAnswered(triageCase: TriageCase, urgency: Urgency): boolean {
  return triageCase.escalations.some((escalation) => urgencyRank(escalation.urgency) >= urgencyRank(urgency));
}

function raised(
  triageCase: TriageCase,
  urgency: EscalatedUrgency,
  reasons: readonly RedFlag[],
  policy: AcknowledgementPolicy,
  context: CommandContext,
): Escalation {
  const known = triageCase.escalations[0];
  const codes = new Set(reasons.map((reason) => reason.code));
  return {
    id: known?.id ?? context.newId(),
    urgency,
    status: EscalationStatus.OPEN,
    reasons: [...reasons, ...(known?.reasons ?? []).filter((reason) => !codes.has(reason.code))],
    raisedAt: context.now,
    acknowledgeBy: policy.acknowledgeBy(urgency, context.now),
    // Whoever was asked before is asked again: a pool that knows of it must hear that it grew worse.
    tier: known?.tier ?? EscalationTier.FACILITY,
    acknowledgedById: null,
    acknowledgedAt: null,
    note: null,
  };
}
