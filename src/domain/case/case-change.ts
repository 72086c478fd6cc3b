import { type Result } from '../result';
import { type Urgency } from '../urgency';
import { type CaseError } from './case-error';
import { type EscalationStatus, type TriageCase } from './triage-case';

/** What can happen to a case, in the past tense. The kinds that begin with `escalation.` also feed the escalation stream. */
export const CaseEventKind = {
  CASE_OPENED: 'case.opened',
  CASE_SUBMITTED: 'case.submitted',
  UTTERANCE_HEARD: 'utterance.heard',
  LANGUAGE_SET: 'language.set',
  SESSION_ENDED: 'session.ended',
  CONSENT_GRANTED: 'consent.granted',
  CONSENT_REFUSED: 'consent.refused',
  CONSENT_WITHDRAWN: 'consent.withdrawn',
  REFERRAL_DECLINED: 'referral.declined',
  IMAGE_ATTACHED: 'image.attached',
  IMAGE_REMOVED: 'image.removed',
  URGENCY_RAISED: 'urgency.raised',
  ASSESSMENT_REQUESTED: 'assessment.requested',
  ASSESSMENT_MADE: 'assessment.made',
  ASSESSMENT_REVISED: 'assessment.revised',
  ESCALATION_RAISED: 'escalation.raised',
  ESCALATION_REMINDED: 'escalation.reminded',
  ESCALATION_ACKNOWLEDGED: 'escalation.acknowledged',
  ESCALATION_RESOLVED: 'escalation.resolved',
  CASE_CLAIMED: 'case.claimed',
  CASE_RELEASED: 'case.released',
  CASE_ASSIGNED: 'case.assigned',
  CASE_REVIEWED: 'case.reviewed',
  OUTCOME_RECORDED: 'outcome.recorded',
  CASE_ERASED: 'case.erased',
} as const;
export type CaseEventKind = (typeof CaseEventKind)[keyof typeof CaseEventKind];

export const EscalationEventKind = {
  RAISED: 'RAISED',
  REMINDED: 'REMINDED',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  RESOLVED: 'RESOLVED',
} as const;
export type EscalationEventKind = (typeof EscalationEventKind)[keyof typeof EscalationEventKind];

/** An escalation as it was when something happened to it: the same on every replay. */
export interface EscalationSnapshot {
  readonly id: string;
  readonly kind: EscalationEventKind;
  readonly urgency: Urgency;
  readonly status: EscalationStatus;
  readonly tier: number;
}

export interface CaseEvent {
  readonly kind: CaseEventKind;
  readonly actor: string;
  readonly at: Date;
  /** One line for people, free of personal data: it outlives the case's erasure. */
  readonly summary: string;
  /** Details, stored sealed under the case's key. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly escalation?: EscalationSnapshot;
}

/** Everything that a command may not find out for itself. */
export interface CommandContext {
  readonly now: Date;
  readonly newId: () => string;
  /** Who acts: a role, and for staff and partners their id. */
  readonly actor: string;
}

/** A case after a command, with what happened. State and events are saved in one transaction. */
export interface CaseChange {
  readonly triageCase: TriageCase;
  readonly events: readonly CaseEvent[];
}

export type Decision = Result<CaseChange, CaseError>;

/** Builds an event in the command's name. */
export function happened(
  context: CommandContext,
  kind: CaseEventKind,
  summary: string,
  payload: CaseEvent['payload'] = {},
): CaseEvent {
  return { kind, actor: context.actor, at: context.now, summary, payload };
}
