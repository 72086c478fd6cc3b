import { type Context } from 'graphql-ws';
import { type Extra } from 'graphql-ws/use/ws';
import { type WebSocket } from 'ws';
import { type Viewer } from '../domain';
import { type LineMetrics, type Logger } from '../observability';
import { bearerTokenOf } from './bearer-token';
import { closeFrameOf, LineEnding, Transport } from './line-ending';
import { type Lines } from './lines';
import { isOutage } from './outage';
import { type TokenWatching, watchToken } from './watch-token';

/** How long a socket may stay open without saying who it is. */
const ANONYMOUS_MS = 10_000;

export interface SocketLineOptions {
  readonly settings: TokenWatching & {
    /** Clients that are asked to come back are spread over so long. */
    readonly reconnectSpreadMs: number;
  };
  readonly lines: Lines;
  readonly metrics: LineMetrics;
  readonly logger: Logger;
}

/** What a socket's `connection_init` established. */
export type SocketCaller = {
  viewer?: Viewer;
  bearerToken?: string | null;
  /**
   * Operations that have not answered or opened their source yet, also those that the client has completed since. The library
   * forgets these: were their names given away, one of two would be followed for good, and counted by nobody.
   */
  starting?: Set<string>;
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
    if (!isOutage(error)) options.logger.error('a socket could not be greeted', { error });
    return end(LineEnding.OUT_OF_REACH);
  }
  if (viewer === null || bearerToken === null) {
    if (connectionParams?.authorization !== undefined) return end(LineEnding.FORBIDDEN);
    const timer = setTimeout(() => end(LineEnding.UNAUTHENTICATED), ANONYMOUS_MS);
    onceClosed(extra.socket, () => clearTimeout(timer));
    return true;
  }
  const entered = options.lines.enter({
    transport: Transport.WEB_SOCKET,
    viewerId: viewer.id,
    operations: () => Object.keys(socket.subscriptions).length,
    unsentBytes: () => extra.socket.bufferedAmount,
    end,
  });
  if (!entered.ok) return end(entered.error);
  onceClosed(extra.socket, entered.value);
  onceClosed(extra.socket, watchToken(options.settings, bearerToken, viewer, end));
  extra.viewer = viewer;
  extra.bearerToken = bearerToken;
  return true;
}

/** A client may have hung up while it was being found out who it is: nobody will say so again. */
function onceClosed(socket: WebSocket, letGo: () => void): void {
  if (socket.readyState === socket.CLOSED) letGo();
  else socket.once('close', letGo);
}

/** False from the moment at which either side begins to close it. */
export function isOpen({ extra: { socket } }: Socket): boolean {
  return socket.readyState === socket.OPEN;
}

/** Closes the socket and lets go of what it follows. False, for those who answer with it. */
export function endSocket(
  { metrics, settings }: SocketLineOptions,
  socket: Socket,
  ending: LineEnding,
): false {
  if (!isOpen(socket)) return false;
  metrics.onLineEnded(ending);
  const { code, reason } = closeFrameOf(ending, settings.reconnectSpreadMs);
  socket.extra.socket.close(code, reason);
  stopFollowing(socket);
  return false;
}

/** Lets go of every subscription of the socket, without a word to its client. */
export function stopFollowing({ subscriptions }: Socket): void {
  for (const followed of Object.values(subscriptions)) {
    if (followed !== null && 'return' in followed) void followed.return(undefined);
  }
}
