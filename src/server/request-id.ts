import { type RequestHandler } from 'express';
import { inRequest } from '../observability';

const WELL_FORMED = /^[\w.-]{8,64}$/;

/** Gives each request an id (the caller's own, if it is well formed), returns it, and runs the rest within its scope. */
export function requestIds(newId: () => string): RequestHandler {
  return (request, response, next) => {
    const sent = request.get('x-request-id');
    const requestId = sent !== undefined && WELL_FORMED.test(sent) ? sent : newId();
    response.locals.requestId = requestId;
    response.set('X-Request-Id', requestId);
    inRequest(requestId, next);
  };
}

export function requestIdOf(response: { locals: Record<string, unknown> }): string {
  return String(response.locals.requestId);
}
