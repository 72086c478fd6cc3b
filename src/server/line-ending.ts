/** A line is what a subscriber holds open: a WebSocket, or a response of server-sent events. */
export const Transport = { WEB_SOCKET: 'websocket', EVENT_STREAM: 'sse' } as const;
export type Transport = (typeof Transport)[keyof typeof Transport];

/** Why this server ends a line; also what is counted. */
export const LineEnding = {
  /** The process stops: another one goes on where this one left. */
  GOING_AWAY: 'GOING_AWAY',
  /** The viewer's role or facilities are others now: the same token opens a line with the new ones. */
  RIGHTS_CHANGED: 'RIGHTS_CHANGED',
  /** Who is calling cannot be found out now. */
  OUT_OF_REACH: 'OUT_OF_REACH',
  /** Nobody said who is calling. */
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  /** The token is unknown, has expired, or was signed out. */
  FORBIDDEN: 'FORBIDDEN',
  /** More waits to be sent than the client takes. */
  SLOW: 'SLOW',
  /** The viewer holds as many lines as one may hold; after a lost network some of them are dead, and soon noticed to be. */
  TOO_MANY: 'TOO_MANY',
} as const;
export type LineEnding = (typeof LineEnding)[keyof typeof LineEnding];

/** Codes of the WebSocket standard, and of graphql-transport-ws where it has one; clients of that try again unless fatal. */
const CLOSE_CODES: Readonly<Record<LineEnding, number>> = {
  GOING_AWAY: 1001,
  RIGHTS_CHANGED: 1012,
  OUT_OF_REACH: 1013,
  UNAUTHENTICATED: 4401,
  FORBIDDEN: 4403,
  SLOW: 4008,
  // 4429 would be the word, but clients give up for good on it.
  TOO_MANY: 1013,
};
const WORDS: Readonly<Partial<Record<LineEnding, string>>> = {
  UNAUTHENTICATED: 'Unauthorized',
  FORBIDDEN: 'Forbidden',
  SLOW: 'Slow consumer',
};

/** Whether the client is asked to come back, and when; all of them at once would be the next outage. */
export function reconnectAfterMs(ending: LineEnding, spreadMs: number): number | null {
  return WORDS[ending] === undefined ? Math.floor(Math.random() * spreadMs) : null;
}

/** How an ending is said over WebSocket: a code, and words or `{"reconnectAfterMs":…}`. */
export function closeFrameOf(
  ending: LineEnding,
  spreadMs: number,
): { readonly code: number; readonly reason: string } {
  const afterMs = reconnectAfterMs(ending, spreadMs);
  const reason = afterMs === null ? (WORDS[ending] ?? '') : JSON.stringify({ reconnectAfterMs: afterMs });
  return { code: CLOSE_CODES[ending], reason };
}
