import { type ErrorRequestHandler, type RequestHandler } from 'express';
import { type Logger } from '../observability';
import { isOutage } from './outage';
import { requestIdOf } from './request-id';

/** Statuses of a request that could not be read (a body that is no JSON, too long, or cut off), and their codes. */
const CLIENT_FAULTS: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  413: 'BAD_REQUEST',
  415: 'BAD_REQUEST',
};

/** The last word on a request that no route answered, in the shape of a GraphQL error. */
export function httpErrors(logger: Logger): [RequestHandler, ErrorRequestHandler] {
  return [
    (_request, response) => {
      response.status(404).json(errorBody('NOT_FOUND', 'Nothing is here.'));
    },
    (error: unknown, request, response, next) => {
      if (response.headersSent) {
        next(error);
        return;
      }
      // The caller hung up: there is nobody to answer, and nothing went wrong here.
      if (request.socket.destroyed) return;
      const status = statusOf(error);
      const code = CLIENT_FAULTS[status];
      if (code !== undefined) {
        response.status(status).json(errorBody(code, 'The request cannot be read.'));
      } else if (isOutage(error)) {
        logger.warn('a dependency did not answer', { error });
        response
          .status(503)
          .json(errorBody('DEPENDENCY_UNAVAILABLE', 'Something that this needs is out of reach.'));
      } else {
        logger.error('a request failed', { error });
        const traceId = requestIdOf(response);
        response.status(500).json(errorBody('INTERNAL_SERVER_ERROR', 'Internal server error.', { traceId }));
      }
    },
  ];
}

/** An error as GraphQL writes them, for what is no GraphQL. */
export function errorBody(code: string, message: string, more: Record<string, string | number> = {}): object {
  return { errors: [{ message, extensions: { code, ...more } }] };
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return Number.isInteger(status) ? status : 500;
}
