import { ApolloServerErrorCode as ErrorCode } from '@apollo/server/errors';
import {
  getOperationAST,
  GraphQLError,
  type GraphQLFormattedError,
  type DocumentNode,
  type ExecutionArgs,
} from 'graphql';
import { type Viewer } from '../domain';
import { createLoaderRegistry, type RequestContext } from '../graphql';
import { inRequest, type Logger } from '../observability';
import { type Api } from './build-schema';
import { toClientError } from './client-error';
import { refuseCostlyQuery, type QueryLimits } from './query-limits';
import { type ReadDocument } from './read-document';
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

/** What operations are read and judged by, the same for every transport. */
export interface OperationDeps {
  readonly api: Api;
  readonly limits: QueryLimits;
  readonly readDocument: ReadDocument;
}

/** What to execute, or why it may not be executed: parsed, validated and bounded as over HTTP. */
export function prepareOperation(
  { api, limits, readDocument }: OperationDeps,
  caller: Caller,
  { query, variables, operationName }: Asked,
): Operation | readonly GraphQLError[] {
  const document = readDocument(query);
  if (!('kind' in document)) return document;

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

/** The errors of an operation as the contract describes them, logged under the id that the client is told. */
export function clientErrors(
  errors: readonly GraphQLError[],
  requestId: string,
  logger: Logger,
): GraphQLFormattedError[] {
  return inRequest(requestId, () =>
    errors.map((error) => toClientError(error.toJSON(), error, requestId, logger)),
  );
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
