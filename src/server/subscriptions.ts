import { type Server as HttpServer } from 'node:http';
import { execute } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type ServerOptions, WebSocketServer } from 'ws';
import { CaseErrorCode } from '../domain';
import { refusal, UNAUTHENTICATED } from '../graphql';
import { inRequest } from '../observability';
import { clientAddressOf } from './client-address';
import { LineEnding } from './line-ending';
import { type Asked, clientErrors, type Operation, type OperationDeps, prepareOperation } from './operation';
import { pauseWhileBehind } from './pause-while-behind';
import {
  endSocket,
  greet,
  isOpen,
  type Socket,
  type SocketCaller,
  type SocketLineOptions,
  stopFollowing,
} from './socket-line';
import { type Subscribe } from './subscribe-afresh';

/** How long a client may take to answer a goodbye. */
const GOODBYE_MS = 2000;
/** When an operation that was one too many may be tried again. */
const RETRY_AFTER_SECONDS = 1;

interface SubscriptionOptions extends SocketLineOptions, OperationDeps {
  readonly httpServer: HttpServer;
  readonly path: string;
  readonly settings: SocketLineOptions['settings'] & {
    /** Reverse proxies in front, whose X-Forwarded-For is believed. */
    readonly trustedProxies: number;
    readonly maxOperationsPerSocket: number;
    /** What may wait to be sent on one socket before nothing more is read from it. */
    readonly maxUnsentBytes: number;
    /** How often a socket is asked whether it is still there; one that has not answered by the next time is cut. */
    readonly pingEveryMs: number;
  };
  readonly maxMessageBytes: number;
  readonly subscribe: Subscribe;
  readonly newId: () => string;
}

/**
 * Serves graphql-transport-ws on the HTTP server's own port; errors are those of HTTP, and a socket is closed with the
 * codes of LineEnding.
 * @returns `close` ends what is still open.
 */
export function serveSubscriptions(options: SubscriptionOptions): { close(): Promise<void> } {
  const { settings, logger, newId } = options;
  // The types of `ws` do not know `closeTimeout` yet.
  const listening: ServerOptions & { readonly closeTimeout: number } = {
    server: options.httpServer,
    path: options.path,
    maxPayload: options.maxMessageBytes,
    closeTimeout: GOODBYE_MS,
  };
  const sockets = new WebSocketServer(listening);
  sockets.on('connection', (socket, request) =>
    pauseWhileBehind(socket, request.socket, settings.maxUnsentBytes),
  );
  const served = useServer<Record<string, unknown>, SocketCaller>(
    {
      onConnect: (socket) => greet(options, socket),
      onSubscribe: (socket, id, payload) => prepare(options, socket, id, payload),
      onOperation: ({ extra }, id) => void extra.starting?.delete(id),
      execute: (args) => inRequest(requestIdOf(args), () => execute(args)),
      subscribe: (args) => inRequest(requestIdOf(args), () => options.subscribe(args as Operation)),
      // That something could not be sent to a client that is gone is no error of ours.
      onError: (socket, _id, _payload, errors) =>
        isOpen(socket) ? clientErrors(errors, newId(), logger) : undefined,
      onNext: (socket, _id, _payload, args, { errors, ...result }) => {
        // A socket that closes sends no more, and would swallow a whole replay at full speed.
        if (!isOpen(socket)) stopFollowing(socket);
        if (errors === undefined) return undefined;
        return { ...result, errors: clientErrors(errors, requestIdOf(args), logger) };
      },
      // What went wrong inside is nobody's business outside.
      isProd: true,
    },
    sockets,
    settings.pingEveryMs,
  );
  // The library writes a client's faults (too large a message, a broken line) to the console, past the log; `ws` itself
  // closes the socket for them.
  sockets.on('connection', (socket) => socket.removeAllListeners('error').on('error', () => undefined));
  return { close: async () => served.dispose() };
}

/** What to execute, or why it may not be executed. */
function prepare(
  options: SubscriptionOptions,
  socket: Socket,
  id: string,
  payload: Asked,
): ReturnType<typeof prepareOperation> {
  const { extra, subscriptions } = socket;
  // A socket that is being closed may still say something; it has no say any more.
  if (!extra.viewer || !isOpen(socket)) {
    endSocket(options, socket, LineEnding.UNAUTHENTICATED);
    return [refusal(UNAUTHENTICATED)];
  }
  const starting = (extra.starting ??= new Set());
  if (starting.has(id)) {
    extra.socket.close(CloseCode.SubscriberAlreadyExists, 'This name stands for an operation already');
    return [refusal(TOO_MANY_OPERATIONS)];
  }
  // The one that is being prepared is among them already.
  const underWay = new Set([...Object.keys(subscriptions), ...starting]);
  if (underWay.size > options.settings.maxOperationsPerSocket) return [refusal(TOO_MANY_OPERATIONS)];
  const caller = {
    viewer: extra.viewer,
    bearerToken: extra.bearerToken ?? null,
    requestId: options.newId(),
    clientAddress: clientAddressOf(extra.request, options.settings.trustedProxies),
  };
  const prepared = prepareOperation(options, caller, payload);
  if ('document' in prepared) starting.add(id);
  return prepared;
}

function requestIdOf({ contextValue }: { readonly contextValue?: unknown }): string {
  return (contextValue as Operation['contextValue']).requestId;
}

const TOO_MANY_OPERATIONS = {
  code: CaseErrorCode.RATE_LIMITED,
  message: 'Too many operations on this socket.',
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};
