/** What both servers are asked for. */
export const SUBSCRIPTION = `subscription ($after: Cursor) {
  escalationEvents(after: $after) { cursor kind escalationId caseNumber urgency status tier at }
}`;

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
