import { type IncomingHttpHeaders } from 'node:http';
import { sessionCookieOf } from './session-cookie';

const BEARER = /^Bearer +([\w.~+/=-]{1,4096})$/i;

/** The token of `Bearer …`; null for anything else. */
export function bearerTokenOf(authorization: unknown): string | null {
  return typeof authorization === 'string' ? (BEARER.exec(authorization.trim())?.[1] ?? null) : null;
}

/**
 * The token that a request carries. A header is what the caller chose to send, so the browser's cookie counts only
 * without one.
 */
export function tokenOf(headers: IncomingHttpHeaders): string | null {
  if (headers.authorization !== undefined) return bearerTokenOf(headers.authorization);
  return sessionCookieOf(headers.cookie);
}
