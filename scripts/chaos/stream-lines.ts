import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const WATCH = `subscription ($after: Cursor) {
  escalationEvents(after: $after) { cursor kind caseNumber urgency status tier at escalation { id status } }
}`;
const CONNECT_TIMEOUT_MS = 10_000;

export interface EscalationEvent {
  readonly cursor: string;
  readonly kind: string;
  readonly caseNumber: string;
  readonly urgency: string;
  readonly status: string;
  readonly tier: number;
  readonly at: string;
  readonly escalation: { readonly id: string };
}

/** What one message of a subscription holds. */
export interface StreamMessage {
  readonly data?: { readonly escalationEvents: EscalationEvent } | null;
  readonly errors?: readonly unknown[];
}

/** One connection, with one subscription on it. */
export interface StreamLine {
  /** Ends when the server completes it; throws when the line breaks or is refused. */
  readonly messages: AsyncIterableIterator<StreamMessage>;
  /** Breaks it from this side, without a goodbye. */
  cut(): void;
}

export type OpenLine = (url: string, token: string, after: string) => StreamLine;

/** Over WebSocket, as graphql-transport-ws. */
export const openWebSocketLine: OpenLine = (url, token, after) => {
  const client = createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    connectionAckWaitTimeout: CONNECT_TIMEOUT_MS,
    retryAttempts: 0,
  });
  const messages = client.iterate<{ escalationEvents: EscalationEvent }>({
    query: WATCH,
    variables: { after },
  });
  return { messages, cut: () => client.terminate() };
};

/** Over server-sent events, a connection of its own for the one subscription. */
export const openSseLine: OpenLine = (url, token, after) => {
  const client = createSseClient({
    url: `${url}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const messages = client.iterate<{ escalationEvents: EscalationEvent }>({
    query: WATCH,
    variables: { after },
  });
  return { messages, cut: () => client.dispose() };
};

/** The place that a cursor stands for. To clients cursors are opaque; this one compares them with the database's places. */
export function positionOf(cursor: string): number {
  const [, position] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, number];
  return position;
}
