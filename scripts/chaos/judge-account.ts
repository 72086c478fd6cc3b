/** An event as the database holds it when all is over. */
export interface TrueEvent {
  readonly position: number;
  readonly facilityId: string;
  /** The tier that its escalation had reached; 0 where it is of none. */
  readonly tier: number;
  /** What makes it this event and no other, whatever its place. */
  readonly identity: string;
  readonly atMs: number;
}

/** An event as somebody received it. */
export interface HeardEvent {
  readonly position: number;
  readonly identity: string;
  readonly atMs: number;
  /** Counts the connections. */
  readonly connection: number;
  readonly receivedAtMs: number;
}

/** What somebody may hear: events of these facilities, of escalations that have come to this tier at least. */
export interface Place {
  readonly facilityIds: readonly string[];
  readonly fromTier: number;
}

/** Everything that somebody received, in that order. */
export interface Account {
  readonly name: string;
  readonly place: Place;
  /** Every event of the stream that was followed, with those that are none of its business. */
  readonly truth: readonly TrueEvent[];
  readonly heard: readonly HeardEvent[];
}

export interface AccountVerdict {
  readonly name: string;
  /** Events that happened and that it may hear of. */
  readonly expected: number;
  /** Different events that it received. */
  readonly delivered: number;
  /** Expected and never received. */
  readonly lost: number;
  /** Came again with the cursor that it had: allowed, and harmless. */
  readonly repeated: number;
  /** Came under more cursors than it has places. */
  readonly doubled: number;
  /** Came before one that has an earlier place. */
  readonly disordered: number;
  /** Never happened, or not so, or was none of its business. */
  readonly untrue: number;
}

/** Whether an event is the business of whoever is in that place. */
export function mayHear({ facilityIds, fromTier }: Place, event: TrueEvent): boolean {
  return event.tier >= fromTier && facilityIds.includes(event.facilityId);
}

/** Compares what somebody received with what happened. */
export function judgeAccount({ name, place, truth, heard }: Account): AccountVerdict {
  const expected = truth.filter((event) => mayHear(place, event));
  const identityAt = new Map(expected.map(({ position, identity }) => [position, identity]));
  const seen = new Set<number>();
  let [repeated, disordered, untrue, highest] = [0, 0, 0, 0];
  let before: HeardEvent | undefined;
  for (const event of heard) {
    const isNew = !seen.has(event.position);
    const fallsBack = before?.connection === event.connection && event.position <= before.position;
    if (fallsBack || (isNew && event.position < highest)) disordered += 1;
    if (!isNew) repeated += 1;
    if (identityAt.get(event.position) !== event.identity) untrue += 1;
    seen.add(event.position);
    highest = Math.max(highest, event.position);
    before = event;
  }
  const lost = expected.filter(({ position }) => !seen.has(position)).length;
  const doubled = countDoubled(heard, truth);
  return {
    name,
    expected: expected.length,
    delivered: seen.size,
    lost,
    repeated,
    doubled,
    disordered,
    untrue,
  };
}

/** Events that came under more cursors than they have places. */
function countDoubled(heard: readonly HeardEvent[], truth: readonly TrueEvent[]): number {
  const truePlaces = placesByIdentity(truth);
  return [...placesByIdentity(heard)].filter(
    ([identity, { size }]) => size > Math.max(1, truePlaces.get(identity)?.size ?? 0),
  ).length;
}

function placesByIdentity(
  events: readonly Pick<HeardEvent, 'identity' | 'position'>[],
): Map<string, Set<number>> {
  const places = new Map<string, Set<number>>();
  for (const { identity, position } of events)
    places.set(identity, (places.get(identity) ?? new Set()).add(position));
  return places;
}
