import { type ApolloServerPlugin, type BaseContext } from '@apollo/server';

export const GRAPHQL_RESPONSE_JSON = 'application/graphql-response+json';

/**
 * Status codes as GraphQL over HTTP wants them. To clients of `application/json` a well-formed answer is 200, whatever
 * errors it carries; those of `application/graphql-response+json` are told 400 for a request that could not run.
 */
export function honestStatusCodes<Context extends BaseContext>(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ request, response }) {
          const accept = request.http?.headers.get('accept') ?? '';
          const isLegacy = !accept.includes(GRAPHQL_RESPONSE_JSON);
          if (isLegacy && response.http.status === 400) response.http.status = 200;
          return Promise.resolve();
        },
      }),
  };
}
