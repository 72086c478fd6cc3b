/** What every event of every stream has. */
export interface StreamEvent {
  readonly cursor: string;
  readonly at: string;
}

export interface EscalationEvent extends StreamEvent {
  readonly kind: string;
  readonly caseNumber: string;
  readonly status: string;
  readonly tier: number;
  readonly escalation: { readonly id: string };
}

export interface CaseEvent extends StreamEvent {
  readonly case: { readonly number: string };
  readonly kind: string;
  readonly actor: string;
}

/** A subscription, with its events under the name `event`. */
export interface WatchedStream<E extends StreamEvent> {
  readonly query: string;
  readonly identityOf: (event: E) => string;
}

export const ESCALATION_EVENTS: WatchedStream<EscalationEvent> = {
  query: `subscription ($after: Cursor) {
    event: escalationEvents(after: $after) { cursor kind caseNumber urgency status tier at escalation { id status } }
  }`,
  identityOf: ({ at, ...event }) => identityOfEscalation({ ...event, atMs: Date.parse(at) }),
};

export const CASE_EVENTS: WatchedStream<CaseEvent> = {
  query: `subscription ($after: Cursor) {
    event: caseEvents(after: $after) { cursor kind actor summary at case { number } }
  }`,
  identityOf: ({ at, case: { number }, ...event }) =>
    identityOfCaseEvent({ ...event, caseNumber: number, atMs: Date.parse(at) }),
};

/** What makes an event of an escalation this one and no other, whatever its place. */
export function identityOfEscalation(event: {
  readonly caseNumber: string;
  readonly kind: string;
  readonly tier: number;
  readonly atMs: number;
}): string {
  return [event.caseNumber, event.kind, event.tier, event.atMs].join(' ');
}

/** As above, of any event of a case. */
export function identityOfCaseEvent(event: {
  readonly caseNumber: string;
  readonly kind: string;
  readonly actor: string;
  readonly atMs: number;
}): string {
  return [event.caseNumber, event.kind, event.actor, event.atMs].join(' ');
}

/** The place that a cursor stands for. To clients cursors are opaque; this one compares them with the database's places. */
export function positionOf(cursor: string): number {
  const [, position] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, number];
  return position;
}
