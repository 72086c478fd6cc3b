import { ApolloServerErrorCode as ErrorCode } from '@apollo/server/errors';
import {
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
} from 'graphql';
import { type Viewer } from '../domain';
import { createLoaderRegistry, type RequestContext } from '../graphql';
import { type Logger } from '../observability';
import { type Api } from './build-schema';
import { toClientError } from './client-error';
import { MAX_QUERY_TOKENS, refuseCostlyQuery, type QueryLimits } from './query-limits';
import { refuseUnstorableText } from './unstorable-text';

/** What a client asks for, as it was sent. */
export interface Asked {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** Who asks, over a line. */
export interface Caller {
  readonly viewer: Viewer;
  readonly bearerToken: string | null;
  readonly clientAddress: string;
  readonly requestId: string;
}

export type Operation = ExecutionArgs & { readonly contextValue: RequestContext };

/** What to execute, or why it may not be executed: parsed, validated and bounded as over HTTP. */
export function prepareOperation(
  { api, limits }: { readonly api: Api; readonly limits: QueryLimits },
  caller: Caller,
  { query, variables, operationName }: Asked,
): Operation | readonly GraphQLError[] {
  const document = parsed(query);
  if (document instanceof GraphQLError) return [document];
  const invalid = validate(api.schema, document).map((error) =>
    withCode(error, ErrorCode.GRAPHQL_VALIDATION_FAILED),
  );
  if (invalid.length > 0) return invalid;

  const refused =
    refuseUnknownOperation(document, operationName) ??
    refuseCostlyQuery({ schema: api.schema, document, variables: variables ?? {}, operationName }, limits) ??
    refuseUnstorableText(document, variables ?? {});
  if (refused !== null) return [refused];
  return {
    schema: api.schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: {
      ...caller,
      loaders: createLoaderRegistry(),
      instanceOf: (resolver) => api.instanceOf(resolver),
      setSessionCookie: () => undefined,
    },
  };
}

/** The errors of an operation as the contract describes them. */
export function clientErrors(
  errors: readonly GraphQLError[],
  requestId: string,
  logger: Logger,
): GraphQLFormattedError[] {
  return errors.map((error) => toClientError(error.toJSON(), error, requestId, logger));
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

function refuseUnknownOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
): GraphQLError | null {
  if (getOperationAST(document, operationName)) return null;
  return new GraphQLError('The document has no such operation, or several and none was named.', {
    extensions: { code: ErrorCode.OPERATION_RESOLUTION_FAILURE },
  });
}
