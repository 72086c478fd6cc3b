import { type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';

const GRAPHQL_RESPONSE_JSON = 'application/graphql-response+json';
/** The request itself was read and understood as GraphQL; what it asks for cannot be done. */
const UNDERSTOOD: ReadonlySet<unknown> = new Set([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
]);

/**
 * Status codes as GraphQL over HTTP wants them. To clients of `application/json` an understood request is 200, whatever
 * errors the answer carries; those of `application/graphql-response+json` are told 400 when it could not run.
 */
export function honestStatusCodes<Context extends BaseContext>(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ request, response }) {
          const asksForStatus = request.http?.headers.get('accept')?.includes(GRAPHQL_RESPONSE_JSON) ?? false;
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
          const isUnderstood = errors.every((error) => UNDERSTOOD.has(error.extensions?.code));
          if (!asksForStatus && isUnderstood && response.http.status === 400) response.http.status = 200;
          return Promise.resolve();
        },
      }),
  };
}
