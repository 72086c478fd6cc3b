import {
  type CaseEvent,
  CaseEventKind,
  type CommandContext,
  type EscalationEventKind,
  happened,
} from './case-change';
import { type Escalation, type TriageCase } from './triage-case';

/** The case with one of its escalations as it became. */
export function withEscalation(triageCase: TriageCase, changed: Escalation): TriageCase {
  const escalations = triageCase.escalations.map((known) => (known.id === changed.id ? changed : known));
  return { ...triageCase, escalations };
}

const KIND_OF: Readonly<Record<EscalationEventKind, CaseEventKind>> = {
  RAISED: CaseEventKind.ESCALATION_RAISED,
  REMINDED: CaseEventKind.ESCALATION_REMINDED,
  ACKNOWLEDGED: CaseEventKind.ESCALATION_ACKNOWLEDGED,
  RESOLVED: CaseEventKind.ESCALATION_RESOLVED,
};

/** What happened to an escalation, with a picture of it as it became. */
export function escalationEvent(
  context: CommandContext,
  kind: EscalationEventKind,
  escalation: Escalation,
): CaseEvent {
  const { id, urgency, status, tier } = escalation;
  const payload = { escalationId: id, reasons: escalation.reasons.map((reason) => reason.code) };
  const summary = `Escalation ${kind.toLowerCase()} at ${urgency}, tier ${tier}.`;
  return {
    ...happened(context, KIND_OF[kind], summary, payload),
    escalation: { id, kind, urgency, status, tier },
  };
}
