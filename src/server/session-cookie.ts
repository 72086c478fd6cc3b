import { type CookieOptions, type Response } from 'express';

const SESSION_COOKIE = 'paa_session';

/** Out of reach for scripts and other sites; over TLS alone, outside development. */
export function setSessionCookie(
  response: Response,
  session: { readonly token: string; readonly expiresAt: Date } | null,
  secure: boolean,
): void {
  const options: CookieOptions = { httpOnly: true, sameSite: 'strict', secure, path: '/' };
  if (session === null) response.clearCookie(SESSION_COOKIE, options);
  else response.cookie(SESSION_COOKIE, session.token, { ...options, expires: session.expiresAt });
}

/** The session's token out of a `Cookie` header; null without one. */
export function sessionCookieOf(header: string | undefined): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === SESSION_COOKIE && value) return decode(value);
  }
  return null;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
