import { type TrueEvent } from './judge-account';

/** An event of an escalation as the stream holds it when all is over. */
export interface EscalationStep extends TrueEvent {
  readonly caseNumber: string;
  readonly kind: string;
}

/** Any event of a case as the stream holds it. */
export interface CaseStep extends TrueEvent {
  readonly caseNumber: string;
  /** 1, 2, 3 … within the case. */
  readonly sequence: number;
}

/** An escalation as its own row says, which no event is read from. */
export interface EscalationAsItIs {
  readonly caseNumber: string;
  readonly tier: number;
  readonly isAcknowledged: boolean;
}

/** What the database holds when all is over. */
export interface Happened {
  /** Every event of an escalation, in the stream's order. */
  readonly steps: readonly EscalationStep[];
  /** Every event of every case, in the stream's order. */
  readonly caseEvents: readonly CaseStep[];
  /** The escalations' own rows. */
  readonly escalations: readonly EscalationAsItIs[];
}

/** What those who called the API know by themselves. */
export interface CallersAccount {
  /** The numbers of the cases whose submission each partner saw accepted, one after the other. */
  readonly accepted: readonly (readonly string[])[];
  /** The cases whose escalation somebody saw acknowledged. */
  readonly acknowledged: readonly string[];
}

/** Everything but 0 in what follows is a fault. */
export interface StreamVerdict {
  /** Submissions that were accepted and raised nothing. */
  readonly silent: number;
  /** Cases that raised something and that no partner knows of: a repeated submission counted twice. */
  readonly unasked: number;
  /** Events that may happen to a case once and happened again. */
  readonly happenedTwice: number;
  /** Answers that were confirmed and are not in the stream. */
  readonly forgottenAnswers: number;
  /** Escalations whose row says something else than the last of their events. */
  readonly contradicted: number;
  /** Cases whose events are no climb: a tier that is not above the one before, or anything after the answer. */
  readonly brokenLadders: number;
  /** Cases that a partner saw accepted before another, and that come after it in the stream. */
  readonly againstCommitOrder: number;
  /** Events that stand in the stream behind a later one of their case. */
  readonly againstCaseOrder: number;
}

const EventKind = { RAISED: 'RAISED', REMINDED: 'REMINDED', ACKNOWLEDGED: 'ACKNOWLEDGED' } as const;
const TOP_TIER = 3;

/** Compares the stream with what callers saw and with what the escalations' own rows say. */
export function judgeStream(
  { steps, caseEvents, escalations }: Happened,
  { accepted, acknowledged }: CallersAccount,
): StreamVerdict {
  const raisings = steps.filter(({ kind }) => kind === EventKind.RAISED);
  const placeOf = new Map(raisings.map(({ caseNumber, position }) => [caseNumber, position]));
  const submitted = new Set(accepted.flat());
  const raised = new Set([...placeOf.keys(), ...escalations.map(({ caseNumber }) => caseNumber)]);
  const answered = new Set(numbersOf(steps, EventKind.ACKNOWLEDGED));
  return {
    silent: [...submitted].filter((number) => !placeOf.has(number)).length,
    unasked: [...raised].filter((number) => !submitted.has(number)).length,
    happenedTwice: countRepeated(steps, EventKind.RAISED) + countRepeated(steps, EventKind.ACKNOWLEDGED),
    forgottenAnswers: new Set(acknowledged.filter((number) => !answered.has(number))).size,
    contradicted: countContradicted(steps, escalations),
    brokenLadders: countBrokenLadders(steps),
    againstCommitOrder: accepted.reduce((sum, numbers) => sum + descents(numbers, placeOf), 0),
    againstCaseOrder: countAgainstCaseOrder(caseEvents),
  };
}

function numbersOf(steps: readonly EscalationStep[], kind: string): string[] {
  return steps.filter((step) => step.kind === kind).map(({ caseNumber }) => caseNumber);
}

function countRepeated(steps: readonly EscalationStep[], kind: string): number {
  const numbers = numbersOf(steps, kind);
  return numbers.length - new Set(numbers).size;
}

function countContradicted(
  steps: readonly EscalationStep[],
  escalations: readonly EscalationAsItIs[],
): number {
  const last = new Map(steps.map((step) => [step.caseNumber, step]));
  return escalations.filter(({ caseNumber, tier, isAcknowledged }) => {
    const told = last.get(caseNumber);
    return told?.tier !== tier || (told.kind === EventKind.ACKNOWLEDGED) !== isAcknowledged;
  }).length;
}

function countBrokenLadders(steps: readonly EscalationStep[]): number {
  const last = new Map<string, EscalationStep>();
  const broken = new Set<string>();
  for (const step of steps) {
    const before = last.get(step.caseNumber);
    if (before?.kind === EventKind.ACKNOWLEDGED) broken.add(step.caseNumber);
    const mustClimb = step.kind === EventKind.REMINDED && before !== undefined && before.tier < TOP_TIER;
    if (mustClimb && step.tier <= before.tier) broken.add(step.caseNumber);
    last.set(step.caseNumber, step);
  }
  return broken.size;
}

/** How often the places fall from one case to the next. */
function descents(numbers: readonly string[], placeOf: ReadonlyMap<string, number>): number {
  const places = numbers.flatMap((number) => placeOf.get(number) ?? []);
  return places.filter((place, index) => place < (places[index - 1] ?? 0)).length;
}

function countAgainstCaseOrder(caseEvents: readonly CaseStep[]): number {
  const highest = new Map<string, number>();
  return caseEvents.filter(({ caseNumber, sequence }) => {
    const before = highest.get(caseNumber) ?? 0;
    highest.set(caseNumber, Math.max(before, sequence));
    return sequence < before;
  }).length;
}
