import { type Server as HttpServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { CaseErrorCode } from '../domain';
import { refusal, UNAUTHENTICATED } from '../graphql';
import { type Logger } from '../observability';
import { LineEnding } from './line-ending';
import { type Asked, clientErrors, type Operation, type OperationDeps, prepareOperation } from './operation';
import {
  endSocket,
  GOODBYE_MS,
  greet,
  type Socket,
  type SocketCaller,
  type SocketLineOptions,
} from './socket-line';
import { type Subscribe } from './subscribe-afresh';

/** When an operation that was one too many may be tried again. */
const RETRY_AFTER_SECONDS = 1;

interface SubscriptionOptions extends SocketLineOptions, OperationDeps {
  readonly httpServer: HttpServer;
  readonly path: string;
  readonly settings: SocketLineOptions['settings'] & {
    readonly maxOperationsPerSocket: number;
    /** How often a socket is asked whether it is still there; one that has not answered by the next time is cut. */
    readonly pingEveryMs: number;
  };
  readonly maxMessageBytes: number;
  readonly subscribe: Subscribe;
  readonly logger: Logger;
  readonly newId: () => string;
}

/**
 * Serves graphql-transport-ws on the HTTP server's own port; errors are those of HTTP, and a socket is closed with the
 * codes of LineEnding.
 * @returns `close` ends what is still open.
 */
export function serveSubscriptions(options: SubscriptionOptions): { close(): Promise<void> } {
  const { settings, logger, newId } = options;
  const sockets = new WebSocketServer({
    server: options.httpServer,
    path: options.path,
    maxPayload: options.maxMessageBytes,
  });
  const served = useServer<Record<string, unknown>, SocketCaller>(
    {
      onConnect: (socket) => greet(options, socket),
      onClose: ({ extra }) => extra.letGo?.(),
      onSubscribe: (socket, _id, payload) => prepare(options, socket, payload),
      subscribe: (args) => options.subscribe(args as Operation),
      onError: (_socket, _id, _payload, errors) => clientErrors(errors, newId(), logger),
      onNext: (_socket, _id, _payload, args, { errors, ...result }) => {
        if (errors === undefined) return undefined;
        const { requestId } = (args as Operation).contextValue;
        return { ...result, errors: clientErrors(errors, requestId, logger) };
      },
      // What went wrong inside is nobody's business outside.
      isProd: true,
    },
    sockets,
    settings.pingEveryMs,
  );
  return {
    async close() {
      const impatience = setTimeout(
        () => sockets.clients.forEach((socket) => socket.terminate()),
        GOODBYE_MS,
      );
      await served.dispose();
      clearTimeout(impatience);
    },
  };
}

/** What to execute, or why it may not be executed. */
function prepare(
  options: SubscriptionOptions,
  socket: Socket,
  payload: Asked,
): ReturnType<typeof prepareOperation> {
  const { extra, subscriptions } = socket;
  if (!extra.viewer) {
    endSocket(options, socket, LineEnding.UNAUTHENTICATED);
    return [refusal(UNAUTHENTICATED)];
  }
  // The one that is being prepared is among them already.
  if (Object.keys(subscriptions).length > options.settings.maxOperationsPerSocket)
    return [refusal(TOO_MANY_OPERATIONS)];
  const caller = {
    viewer: extra.viewer,
    bearerToken: extra.bearerToken ?? null,
    requestId: options.newId(),
    clientAddress: extra.request.socket.remoteAddress ?? '',
  };
  return prepareOperation(options, caller, payload);
}

const TOO_MANY_OPERATIONS = {
  code: CaseErrorCode.RATE_LIMITED,
  message: 'Too many operations on this socket.',
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};
