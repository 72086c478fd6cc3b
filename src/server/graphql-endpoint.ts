import { type Server as HttpServer } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { type GraphQLSchema } from 'graphql';
import { type RequestContext } from '../graphql';
import { currentRequest, type Logger } from '../observability';
import { toClientError } from './client-error';
import { honestStatusCodes } from './http-status';
import { MAX_QUERY_TOKENS, refuseCostlyQuery, type QueryLimits } from './query-limits';
import { refuseUnstorableText } from './unstorable-text';

interface GraphQLEndpointOptions {
  readonly schema: GraphQLSchema;
  readonly limits: QueryLimits;
  readonly logger: Logger;
  readonly httpServer: HttpServer;
  readonly drainTimeoutMs: number;
}

/** Apollo Server as this house runs it: no guessing about caches, no landing page, no stack traces, bounded queries. */
export function createGraphQLEndpoint(options: GraphQLEndpointOptions): ApolloServer<RequestContext> {
  const { schema, limits, logger, httpServer, drainTimeoutMs } = options;
  return new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_QUERY_TOKENS },
    formatError: (formatted, thrown) =>
      toClientError(formatted, thrown, currentRequest()?.requestId ?? 'unknown', logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: drainTimeoutMs }),
      boundedQueries(limits),
      honestStatusCodes(),
    ],
  });
}

function boundedQueries(limits: QueryLimits): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ schema, document, request, operationName }) {
          const variables = request.variables ?? {};
          const refused =
            refuseCostlyQuery({ schema, document, variables, operationName }, limits) ??
            refuseUnstorableText(document, variables);
          return refused === null ? Promise.resolve() : Promise.reject(refused);
        },
      }),
  };
}
