import { type Context } from 'graphql-ws';
import { type Extra } from 'graphql-ws/use/ws';
import { type WebSocket } from 'ws';
import { type Viewer } from '../domain';
import { type LineMetrics } from '../observability';
import { bearerTokenOf } from './bearer-token';
import { closeFrameOf, LineEnding, Transport } from './line-ending';
import { type Lines } from './lines';
import { isOutage } from './outage';
import { type TokenWatching, watchToken } from './watch-token';

/** How long a client may take to answer a goodbye. */
export const GOODBYE_MS = 2000;
/** How long a socket may stay open without saying who it is. */
const ANONYMOUS_MS = 10_000;

export interface SocketLineOptions {
  readonly settings: TokenWatching & {
    /** Clients that are asked to come back are spread over so long. */
    readonly reconnectSpreadMs: number;
  };
  readonly lines: Lines;
  readonly metrics: LineMetrics;
}

/** What a socket's `connection_init` established. */
export type SocketCaller = {
  viewer?: Viewer;
  bearerToken?: string | null;
  letGo?: () => void;
};
export type Socket = Context<Record<string, unknown>, Extra & SocketCaller>;

/** Finds out who is there, and enters the socket into the books. False: it was closed instead. */
export async function greet(options: SocketLineOptions, socket: Socket): Promise<boolean> {
  const { connectionParams, extra } = socket;
  const end = (ending: LineEnding): false => endSocket(options, socket, ending);
  const bearerToken = bearerTokenOf(connectionParams?.authorization);
  let viewer: Viewer | null;
  try {
    viewer = await options.settings.authenticate(bearerToken);
  } catch (error) {
    // Clients take the library's own answer, 4500, as final and would never come back.
    if (isOutage(error)) return end(LineEnding.OUT_OF_REACH);
    throw error;
  }
  if (viewer === null || bearerToken === null) {
    if (connectionParams?.authorization !== undefined) return end(LineEnding.FORBIDDEN);
    const timer = setTimeout(() => end(LineEnding.UNAUTHENTICATED), ANONYMOUS_MS);
    extra.letGo = () => clearTimeout(timer);
  } else {
    const entered = options.lines.enter({
      transport: Transport.WEB_SOCKET,
      viewerId: viewer.id,
      operations: () => Object.keys(socket.subscriptions).length,
      unsentBytes: () => extra.socket.bufferedAmount,
      end,
    });
    if (!entered.ok) return end(entered.error);
    const stopWatching = watchToken(options.settings, bearerToken, viewer, end);
    extra.viewer = viewer;
    extra.bearerToken = bearerToken;
    extra.letGo = () => {
      stopWatching();
      entered.value();
    };
  }
  // The client hung up while it was being found out who it is: nobody will say so again.
  if (extra.socket.readyState === extra.socket.CLOSED) extra.letGo();
  return true;
}

/** Closes the socket and lets go of what it follows. False, for those who answer with it. */
export function endSocket(
  { metrics, settings }: SocketLineOptions,
  { extra, subscriptions }: Socket,
  ending: LineEnding,
): false {
  const socket: WebSocket = extra.socket;
  if (socket.readyState !== socket.OPEN) return false;
  metrics.onLineEnded(ending);
  const { code, reason } = closeFrameOf(ending, settings.reconnectSpreadMs);
  socket.close(code, reason);
  const impatience = setTimeout(() => socket.terminate(), GOODBYE_MS);
  socket.once('close', () => clearTimeout(impatience));
  // A socket that closes sends no more, and would swallow a whole replay at full speed.
  for (const followed of Object.values(subscriptions)) {
    if (followed !== null && 'return' in followed) void followed.return(undefined);
  }
  return false;
}
