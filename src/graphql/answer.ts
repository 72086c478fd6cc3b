import { GraphQLError } from 'graphql';
import { CaseErrorCode, type CaseError, type Result, type Viewer } from '../domain';
import { type RequestContext } from './context';

export const UNAUTHENTICATED: CaseError = {
  code: CaseErrorCode.UNAUTHENTICATED,
  message: 'Sign in, or send a valid bearer token.',
};

/** The value of a use case, or its refusal as the GraphQL error that the contract describes. */
export function answer<T>(result: Result<T, CaseError>): T {
  if (result.ok) return result.value;
  throw refusal(result.error);
}

/** A refusal with the contract's `extensions`: code and, where they apply, field, reason, retryAfterSeconds. */
export function refusal({ message, ...extensions }: CaseError): GraphQLError {
  return new GraphQLError(message, { extensions });
}

/** Who is asking. Throws UNAUTHENTICATED when nobody is signed in. */
export function requireViewer(context: RequestContext): Viewer {
  if (context.viewer !== null) return context.viewer;
  throw refusal(UNAUTHENTICATED);
}
