import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { type ValidationError } from 'class-validator';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CaseErrorCode } from '../domain';
import { type Logger } from '../observability';
import { isOutage } from './outage';
import { QUERY_TOO_COMPLEX } from './query-limits';
import { fieldAt } from './unstorable-text';

/** Codes whose message was written for the caller; everything else that goes wrong is nobody's business but the log's. */
const CLIENT_CODES: ReadonlySet<unknown> = new Set<string>([
  ...Object.values(CaseErrorCode),
  'SECOND_FACTOR_REQUIRED',
  QUERY_TOO_COMPLEX,
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
]);
/** All that a client may see of an error beside message, path and locations. */
const CLIENT_EXTENSIONS = ['code', 'field', 'reason', 'retryAfterSeconds'] as const;

/**
 * The error as the contract describes it. What nobody expected is logged under the trace id and told to the client as
 * nothing but that id.
 */
export function toClientError(
  formatted: GraphQLFormattedError,
  thrown: unknown,
  traceId: string,
  logger: Logger,
): GraphQLFormattedError {
  const { path, locations } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const cause = unwrapResolverError(thrown);
  const original = cause instanceof GraphQLError ? (cause.originalError ?? cause) : cause;

  if (isOutage(original)) {
    logger.warn('a dependency did not answer', { error: original });
    const message = 'Something that this needs is out of reach. Try again.';
    return { message, ...place, extensions: { code: CaseErrorCode.DEPENDENCY_UNAVAILABLE } };
  }
  const described = describe(formatted, cause);
  if (!CLIENT_CODES.has(described.extensions?.code)) {
    logger.error('a request failed', { error: original });
    const extensions = { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR, traceId };
    return { message: 'Internal server error.', ...place, extensions };
  }
  return { ...place, ...described };
}

function describe(
  formatted: GraphQLFormattedError,
  cause: unknown,
): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  const invalid = validationErrorsOf(cause);
  if (invalid.length > 0) return badInput(fieldOf(invalid), messageOf(invalid));

  const variable =
    formatted.path === undefined ? COERCION_FAILURE.exec(formatted.message)?.groups : undefined;
  if (variable !== undefined) {
    const field = fieldAt(stepsOf(variable.path ?? variable.name ?? ''));
    return badInput(field, `Variable "$${variable.name}" has a value that its type does not allow.`);
  }
  const known = CLIENT_EXTENSIONS.filter((name) => formatted.extensions?.[name] !== undefined);
  return {
    message: formatted.message,
    extensions: Object.fromEntries(known.map((name) => [name, formatted.extensions?.[name]])),
  };
}

function badInput(field: string, message: string): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  return { message, extensions: { code: CaseErrorCode.BAD_USER_INPUT, ...(field !== '' && { field }) } };
}

/**
 * graphql-js repeats the refused value in its message; the client's own words are taken out again. The value stands
 * between the name and the path with its quotes escaped, so that it cannot pass for the path.
 */
const COERCION_FAILURE =
  /^Variable "\$(?<name>\w+)" (?:got invalid value .*? at "(?<path>[\w.[\]]+)"; |got invalid value |of (?:required|non-null) type )/s;

/** `input.findings.present[0]` step by step. */
function stepsOf(path: string): string[] {
  return path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
}

function validationErrorsOf(cause: unknown): readonly ValidationError[] {
  const errors = cause instanceof GraphQLError ? cause.extensions.validationErrors : undefined;
  return Array.isArray(errors) ? (errors as ValidationError[]) : [];
}

function fieldOf(errors: readonly ValidationError[]): string {
  const [first] = errors;
  if (first === undefined) return '';
  return [first.property, fieldOf(first.children ?? [])].filter((step) => step !== '').join('.');
}

function messageOf(errors: readonly ValidationError[]): string {
  const [first] = errors;
  const constraint = Object.values(first?.constraints ?? {})[0];
  return constraint ?? (first?.children ? messageOf(first.children) : 'The input is not valid.');
}
