import { ok } from '../result';
import { type AcknowledgementPolicy, type EscalatedUrgency } from './acknowledgement-policy';
import { type CaseChange, type CommandContext, type Decision, EscalationEventKind } from './case-change';
import { escalationEvent, withEscalation } from './escalation-changes';
import { type Escalation, EscalationStatus, type TriageCase } from './triage-case';

/** Who is asked, one after another, until somebody acknowledges. A pool that was asked once stays asked. */
export const EscalationTier = {
  /** The staff of the case's own facility. */
  FACILITY: 1,
  /** The pool of the facility's region; left out where there is none. */
  REGION: 2,
  /** The duty of the whole platform: the last, and reminded for as long as it takes. */
  PLATFORM: 3,
} as const;
export type EscalationTier = (typeof EscalationTier)[keyof typeof EscalationTier];

/** One wait of one escalation: these people were asked, and have until then. */
export interface LadderStep {
  readonly caseId: string;
  readonly escalationId: string;
  readonly tier: number;
  readonly acknowledgeBy: Date;
}

/** What a change makes somebody wait for: each escalation that it raised, or reminded of, and left open. */
export function stepsBegunBy({ triageCase, events }: CaseChange): readonly LadderStep[] {
  const asked = new Set(
    events
      .filter(({ escalation }) => escalation !== undefined && BEGINS_A_STEP.has(escalation.kind))
      .map(({ escalation }) => escalation?.id),
  );
  return triageCase.escalations
    .filter(({ id, status }) => asked.has(id) && status === EscalationStatus.OPEN)
    .map(({ id: escalationId, tier, acknowledgeBy }) => ({
      caseId: triageCase.id,
      escalationId,
      tier,
      acknowledgeBy,
    }));
}

const BEGINS_A_STEP: ReadonlySet<EscalationEventKind> = new Set([
  EscalationEventKind.RAISED,
  EscalationEventKind.REMINDED,
]);

/**
 * Nobody answered within a step: the next tier is asked, with a time of its own; at the top the last one is reminded.
 * A step that is not the present one any more (answered, climbed or raised again meanwhile) changes nothing, so that it
 * does no harm to climb it twice.
 */
export function climb(
  triageCase: TriageCase,
  step: Omit<LadderStep, 'caseId'>,
  facility: { readonly policy: AcknowledgementPolicy; readonly hasRegionalPool: boolean },
  context: CommandContext,
): Decision {
  const waiting = triageCase.escalations.find((escalation) => isWaitingIn(escalation, step));
  if (waiting === undefined) return ok({ triageCase, events: [] });
  const reminded: Escalation = {
    ...waiting,
    tier: tierAbove(waiting.tier, facility.hasRegionalPool),
    acknowledgeBy: facility.policy.acknowledgeBy(waiting.urgency as EscalatedUrgency, context.now),
  };
  return ok({
    triageCase: withEscalation(triageCase, reminded),
    events: [escalationEvent(context, EscalationEventKind.REMINDED, reminded)],
  });
}

function isWaitingIn(escalation: Escalation, step: Omit<LadderStep, 'caseId'>): boolean {
  return (
    escalation.id === step.escalationId &&
    escalation.status === EscalationStatus.OPEN &&
    escalation.tier === step.tier &&
    escalation.acknowledgeBy.getTime() === step.acknowledgeBy.getTime()
  );
}

function tierAbove(tier: number, hasRegionalPool: boolean): EscalationTier {
  return tier === EscalationTier.FACILITY && hasRegionalPool
    ? EscalationTier.REGION
    : EscalationTier.PLATFORM;
}
