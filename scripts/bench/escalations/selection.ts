const EVENT = 'cursor kind escalationId caseNumber urgency status tier at';

/** What both servers are asked for: the event as it was. */
export const OF_THE_EVENT = subscriptionTo(EVENT);
/** With the escalation as it is now, and who answered: from the database, and private to each subscriber. */
export const AS_IT_IS_NOW = subscriptionTo(
  `${EVENT} escalation { status acknowledgeBy reasons { title } acknowledgedBy { displayName } }`,
);

function subscriptionTo(selection: string): string {
  return `subscription ($after: Cursor) { escalationEvents(after: $after) { ${selection} } }`;
}

/** Where the plain server hears of events: the benchmark publishes there what the other one reads from its database. */
export const PLAIN_CHANNEL = 'bench:plain:events';

/** An event as it is published to the plain server, and as both send it. */
export interface PublishedEvent {
  readonly cursor: string;
  readonly kind: string;
  readonly escalationId: string;
  readonly caseNumber: string;
  readonly urgency: string;
  readonly status: string;
  readonly tier: number;
  readonly at: string;
}
