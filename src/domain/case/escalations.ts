import { err, ok } from '../result';
import { isAtLeast, joinUrgency, Urgency, urgencyRank } from '../urgency';
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
import { type Escalation, EscalationStatus, type TriageCase } from './triage-case';

/** How long each urgency may wait for an acknowledgement, in milliseconds, before the next tier is asked. */
export type AcknowledgementTimes = Readonly<Record<'EMERGENCY' | 'URGENT' | 'SOON', number>>;

/** A source's word on how urgent the case is: a rule's, the evidence's, a model's. */
export interface UrgencyClaim {
  readonly urgency: Urgency | null;
  readonly reasons: readonly RedFlag[];
}

/**
 * Joins a claim into the case: its urgency becomes the maximum of both, never less, and SOON or above
 * raises the escalation. A case has one escalation; it is raised again when the urgency grows.
 */
export function raiseUrgency(
  triageCase: TriageCase,
  claim: UrgencyClaim,
  times: AcknowledgementTimes,
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
  if (!isAtLeast(urgency, Urgency.SOON) || isAnswered(triageCase, urgency))
    return { triageCase: grown, events };
  const escalation = raised(triageCase, urgency, claim.reasons, times, context);
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

function isAnswered(triageCase: TriageCase, urgency: Urgency): boolean {
  return triageCase.escalations.some((escalation) => urgencyRank(escalation.urgency) >= urgencyRank(urgency));
}

function raised(
  triageCase: TriageCase,
  urgency: Urgency,
  reasons: readonly RedFlag[],
  times: AcknowledgementTimes,
  context: CommandContext,
): Escalation {
  const waitMs = times[urgency as keyof AcknowledgementTimes];
  const known = triageCase.escalations[0];
  const codes = new Set(reasons.map((reason) => reason.code));
  return {
    id: known?.id ?? context.newId(),
    urgency,
    status: EscalationStatus.OPEN,
    reasons: [...reasons, ...(known?.reasons ?? []).filter((reason) => !codes.has(reason.code))],
    raisedAt: context.now,
    acknowledgeBy: new Date(context.now.getTime() + waitMs),
    tier: 1,
    acknowledgedById: null,
    acknowledgedAt: null,
    note: null,
  };
}

function withEscalation(triageCase: TriageCase, changed: Escalation): TriageCase {
  const escalations = triageCase.escalations.map((known) => (known.id === changed.id ? changed : known));
  return { ...triageCase, escalations };
}

const KIND_OF: Readonly<Record<EscalationEventKind, CaseEventKind>> = {
  RAISED: CaseEventKind.ESCALATION_RAISED,
  REMINDED: CaseEventKind.ESCALATION_REMINDED,
  ACKNOWLEDGED: CaseEventKind.ESCALATION_ACKNOWLEDGED,
  RESOLVED: CaseEventKind.ESCALATION_RESOLVED,
};

function escalationEvent(context: CommandContext, kind: EscalationEventKind, escalation: Escalation) {
  const { id, urgency, status, tier } = escalation;
  const payload = { escalationId: id, reasons: escalation.reasons.map((reason) => reason.code) };
  const summary = `Escalation ${kind.toLowerCase()} at ${urgency}, tier ${tier}.`;
  return {
    ...happened(context, KIND_OF[kind], summary, payload),
    escalation: { id, kind, urgency, status, tier },
  };
}
