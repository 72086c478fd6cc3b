/** An escalation's event as the database holds it when all is over. */
export interface TrueEvent {
  readonly position: number;
  readonly caseNumber: string;
  readonly kind: string;
  readonly tier: number;
  readonly atMs: number;
}

/** An event as a subscriber received it. */
export interface HeardEvent extends TrueEvent {
  /** Counts the subscriber's connections. */
  readonly connection: number;
  readonly receivedAtMs: number;
}

/** Everything that a subscriber received, in that order. */
export interface Account {
  readonly subscriber: string;
  /** It is to hear of escalations from this tier on, and of nothing below. */
  readonly fromTier: number;
  readonly heard: readonly HeardEvent[];
}

/** The numbers of the cases whose submission one partner saw accepted, one after the other. */
export type Accepted = readonly string[];

export interface SubscriberVerdict {
  readonly subscriber: string;
  readonly connections: number;
  /** Different events. */
  readonly delivered: number;
  readonly lost: number;
  /** Came again with the cursor that it had: allowed, and harmless. */
  readonly repeated: number;
  /** Came again with another cursor. */
  readonly doubled: number;
  /** Came before one that has an earlier place. */
  readonly disordered: number;
  /** Never happened, or not so, or was none of its business. */
  readonly untrue: number;
}

export interface Verdict {
  /** Submissions that were accepted. */
  readonly raised: number;
  /** Of them, those that raised nothing. */
  readonly silent: number;
  /** Events that may happen to a case once and happened again: a submission or an answer that was repeated, and counted twice. */
  readonly happenedTwice: number;
  /** Cases whose events are no climb: a tier that is not above the one before, or anything after the answer. */
  readonly brokenLadders: number;
  /** Cases that a partner saw accepted before another, and that come after it in the stream. */
  readonly againstCommitOrder: number;
  readonly subscribers: readonly SubscriberVerdict[];
  readonly passed: boolean;
}

const EventKind = { RAISED: 'RAISED', REMINDED: 'REMINDED', ACKNOWLEDGED: 'ACKNOWLEDGED' } as const;
const TOP_TIER = 3;

/** Compares what partners and subscribers saw with what happened. */
export function judge(
  truth: readonly TrueEvent[],
  accepted: readonly Accepted[],
  accounts: readonly Account[],
): Verdict {
  const raisings = truth.filter(({ kind }) => kind === EventKind.RAISED);
  const placeOf = new Map(raisings.map(({ caseNumber, position }) => [caseNumber, position]));
  const submissions = accepted.flat();
  const wrong = {
    silent: submissions.filter((number) => !placeOf.has(number)).length,
    happenedTwice: countRepeated(truth, EventKind.RAISED) + countRepeated(truth, EventKind.ACKNOWLEDGED),
    brokenLadders: countBrokenLadders(truth),
    againstCommitOrder: accepted.reduce((sum, numbers) => sum + descents(numbers, placeOf), 0),
  };
  const subscribers = accounts.map((account) => judgeAccount(truth, account));
  const isFaithful = (one: SubscriberVerdict): boolean =>
    one.lost + one.doubled + one.disordered + one.untrue === 0;
  const passed = Object.values(wrong).every((count) => count === 0) && subscribers.every(isFaithful);
  return { raised: submissions.length, ...wrong, subscribers, passed };
}

function countRepeated(truth: readonly TrueEvent[], kind: string): number {
  const numbers = truth.filter((event) => event.kind === kind).map(({ caseNumber }) => caseNumber);
  return numbers.length - new Set(numbers).size;
}

function countBrokenLadders(truth: readonly TrueEvent[]): number {
  const last = new Map<string, TrueEvent>();
  const broken = new Set<string>();
  for (const event of truth) {
    const before = last.get(event.caseNumber);
    if (before?.kind === EventKind.ACKNOWLEDGED) broken.add(event.caseNumber);
    const mustClimb = event.kind === EventKind.REMINDED && before !== undefined && before.tier < TOP_TIER;
    if (mustClimb && event.tier <= before.tier) broken.add(event.caseNumber);
    last.set(event.caseNumber, event);
  }
  return broken.size;
}

/** How often the places fall from one case to the next. */
function descents(numbers: Accepted, placeOf: ReadonlyMap<string, number>): number {
  const places = numbers.flatMap((number) => placeOf.get(number) ?? []);
  return places.filter((place, index) => place < (places[index - 1] ?? 0)).length;
}

function judgeAccount(
  truth: readonly TrueEvent[],
  { subscriber, fromTier, heard }: Account,
): SubscriberVerdict {
  const expected = truth.filter(({ tier }) => tier >= fromTier);
  const trueIdentities = new Map(expected.map((event) => [event.position, identityOf(event)]));
  const seen = new Set<number>();
  let [repeated, disordered, untrue, highest] = [0, 0, 0, 0];
  let before: HeardEvent | undefined;
  for (const event of heard) {
    const isNew = !seen.has(event.position);
    const fallsBack = before?.connection === event.connection && event.position <= before.position;
    if (fallsBack || (isNew && event.position < highest)) disordered += 1;
    if (!isNew) repeated += 1;
    if (isNew && trueIdentities.get(event.position) !== identityOf(event)) untrue += 1;
    seen.add(event.position);
    highest = Math.max(highest, event.position);
    before = event;
  }
  return {
    subscriber,
    connections: new Set(heard.map(({ connection }) => connection)).size,
    delivered: seen.size,
    lost: expected.filter(({ position }) => !seen.has(position)).length,
    repeated,
    doubled: countDoubled(heard),
    disordered,
    untrue,
  };
}

/** Events that came with more than one cursor. */
function countDoubled(heard: readonly HeardEvent[]): number {
  const placesOf = new Map<string, Set<number>>();
  for (const event of heard) {
    const identity = identityOf(event);
    placesOf.set(identity, (placesOf.get(identity) ?? new Set()).add(event.position));
  }
  return [...placesOf.values()].filter(({ size }) => size > 1).length;
}

/** What makes an event this one and no other, whatever its place. */
function identityOf({ caseNumber, kind, tier, atMs }: TrueEvent): string {
  return `${caseNumber} ${kind} ${tier} ${atMs}`;
}
