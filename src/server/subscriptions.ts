import { type Server as HttpServer } from 'node:http';
import { ApolloServerErrorCode as ErrorCode } from '@apollo/server/errors';
import { GraphQLError, parse, validate, type DocumentNode, type ExecutionArgs } from 'graphql';
import { CloseCode, type Context, type SubscribePayload } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type Viewer } from '../domain';
import { createLoaderRegistry, refusal, UNAUTHENTICATED, type RequestContext } from '../graphql';
import { type Logger } from '../observability';
import { bearerTokenOf } from './bearer-token';
import { type Api } from './build-schema';
import { toClientError } from './client-error';
import { type Authenticate } from './ports';
import { MAX_QUERY_TOKENS, refuseCostlyQuery, type QueryLimits } from './query-limits';
import { subscribeAfresh } from './subscribe-afresh';
import { refuseUnstorableText } from './unstorable-text';
import { watchToken } from './watch-token';

/** How long a subscriber may take to answer a goodbye. */
const GOODBYE_MS = 2000;

interface SubscriptionOptions {
  readonly api: Api;
  readonly httpServer: HttpServer;
  readonly path: string;
  readonly authenticate: Authenticate;
  readonly limits: QueryLimits;
  readonly maxMessageBytes: number;
  /** How often a socket's token is asked about anew. */
  readonly reauthenticateMs: number;
  readonly logger: Logger;
  readonly newId: () => string;
}

/** What a socket's `connection_init` established. */
type Caller = {
  viewer?: Viewer | null;
  bearerToken?: string | null;
  stopWatching?: () => void;
};
type Socket = Context<Record<string, unknown>, Extra & Caller>;
type Operation = ExecutionArgs & { readonly contextValue: RequestContext };

/**
 * Serves graphql-transport-ws on the HTTP server's own port. A bad token closes the socket with 4403, at once or
 * when it ceases to stand; an operation without any token closes it with 4401; errors are those of HTTP.
 * @returns `close` says goodbye to every subscriber (1001), who then come back elsewhere with their last cursor.
 */
export function serveSubscriptions(options: SubscriptionOptions): { close(): Promise<void> } {
  const { authenticate, logger, newId } = options;
  const sockets = new WebSocketServer({
    server: options.httpServer,
    path: options.path,
    maxPayload: options.maxMessageBytes,
  });
  const served = useServer<Record<string, unknown>, Caller>(
    {
      onConnect: async ({ connectionParams, extra }) => {
        extra.bearerToken = bearerTokenOf(connectionParams?.authorization);
        extra.viewer = await authenticate(extra.bearerToken);
        if (extra.viewer === null) return connectionParams?.authorization === undefined;
        extra.stopWatching = watchToken(authenticate, extra.bearerToken ?? '', options.reauthenticateMs, () =>
          extra.socket.close(CloseCode.Forbidden, 'Forbidden'),
        );
        return true;
      },
      onClose: ({ extra }) => extra.stopWatching?.(),
      onSubscribe: (socket, _id, payload) => prepare(options, socket, payload),
      subscribe: (args) => {
        const { contextValue } = args as Operation;
        return subscribeAfresh(args, () => ({ ...contextValue, loaders: createLoaderRegistry() }));
      },
      onError: (_socket, _id, _payload, errors) =>
        errors.map((error) => toClientError(error.toJSON(), error, newId(), logger)),
      onNext: (_socket, _id, _payload, args, { errors, ...result }) => {
        if (errors === undefined) return undefined;
        const { requestId } = (args as Operation).contextValue;
        return {
          ...result,
          errors: errors.map((error) => toClientError(error.toJSON(), error, requestId, logger)),
        };
      },
    },
    sockets,
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
  { api, limits, newId }: SubscriptionOptions,
  { extra }: Socket,
  { query, variables, operationName }: SubscribePayload,
): Operation | readonly GraphQLError[] {
  if (!extra.viewer) {
    extra.socket.close(CloseCode.Unauthorized, 'Unauthorized');
    return [refusal(UNAUTHENTICATED)];
  }
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const invalid = validate(api.schema, document).map((error) =>
    withCode(error, ErrorCode.GRAPHQL_VALIDATION_FAILED),
  );
  if (invalid.length > 0) return invalid;

  const refused =
    refuseCostlyQuery({ schema: api.schema, document, variables: variables ?? {}, operationName }, limits) ??
    refuseUnstorableText(document, variables ?? {});
  if (refused !== null) return [refused];
  return {
    schema: api.schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: {
      viewer: extra.viewer,
      bearerToken: extra.bearerToken ?? null,
      requestId: newId(),
      clientAddress: extra.request.socket.remoteAddress ?? '',
      loaders: createLoaderRegistry(),
      instanceOf: (resolver) => api.instanceOf(resolver),
      setSessionCookie: () => undefined,
    },
  };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: MAX_QUERY_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, ErrorCode.GRAPHQL_PARSE_FAILED);
    throw error;
  }
}

function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  return new GraphQLError(error.message, { ...error, nodes: error.nodes, extensions: { code } });
}
