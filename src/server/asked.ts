import { type Request } from 'express';
import { type Asked } from './operation';

const LAST_EVENT_ID = 'last-event-id';

/** A browser that lost its line repeats the address as it was, and says beside it how far it had come. */
export interface StreamAsked extends Asked {
  /** The id of the last event that arrived; null for who begins. */
  readonly lastEventId: string | null;
}

/**
 * What a request for a stream asks for: a JSON body, or for a browser's EventSource the parameters of the address. Null
 * for what is no GraphQL request.
 */
export function askedOf(request: Request): StreamAsked | null {
  const asked = request.method === 'GET' ? readParameters(request.query) : readBody(request.body);
  const lastEventId = request.get(LAST_EVENT_ID) ?? '';
  return asked && { ...asked, lastEventId: lastEventId === '' ? null : lastEventId };
}

function readParameters({ variables, ...others }: Record<string, unknown>): Asked | null {
  if (variables === undefined) return readBody(others);
  try {
    if (typeof variables !== 'string') return null;
    const parsed: unknown = JSON.parse(variables);
    return readBody({ ...others, variables: parsed });
  } catch {
    return null;
  }
}

function readBody(body: unknown): Asked | null {
  if (!isObject(body)) return null;
  const { query, variables = null, operationName = null } = body;
  if (typeof query !== 'string') return null;
  if (variables !== null && !isObject(variables)) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  return { query, variables, operationName };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
