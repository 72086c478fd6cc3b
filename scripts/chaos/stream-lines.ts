import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const CONNECT_TIMEOUT_MS = 10_000;

/** What one message of a subscription holds. */
export interface StreamMessage<E> {
  readonly data?: { readonly event: E } | null;
  readonly errors?: readonly unknown[];
}

/** One connection, with one subscription on it. */
export interface StreamLine<E> {
  /** Ends when the server completes it; throws when the line breaks or is refused. */
  readonly messages: AsyncIterableIterator<StreamMessage<E>>;
  /** Breaks it from this side, without a goodbye. */
  cut(): void;
}

export interface LineRequest {
  readonly url: string;
  readonly token: string;
  readonly query: string;
  readonly after: string;
}

/** How a line is opened; the caller knows what its query brings. */
export type OpenLine = <E>(request: LineRequest) => StreamLine<E>;

/** Over WebSocket, as graphql-transport-ws. */
export const openWebSocketLine: OpenLine = <E>({ url, token, query, after }: LineRequest) => {
  const client = createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    connectionAckWaitTimeout: CONNECT_TIMEOUT_MS,
    retryAttempts: 0,
  });
  const messages = client.iterate<{ event: E }>({ query, variables: { after } });
  return { messages, cut: () => client.terminate() };
};

/** Over server-sent events, a connection of its own for the one subscription. */
export const openSseLine: OpenLine = <E>({ url, token, query, after }: LineRequest) => {
  const client = createSseClient({
    url: `${url}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const messages = client.iterate<{ event: E }>({ query, variables: { after } });
  return { messages, cut: () => client.dispose() };
};
