import { type Request, type Response } from 'express';
import { createLoaderRegistry, type RequestContext } from '../graphql';
import { tokenOf } from './bearer-token';
import { type Api } from './build-schema';
import { type Authenticate } from './ports';
import { requestIdOf } from './request-id';
import { setSessionCookie } from './session-cookie';

interface ContextOptions {
  readonly api: Api;
  readonly authenticate: Authenticate;
  /** Cookies are sent over TLS alone. */
  readonly secureCookies: boolean;
}

/** The context of one HTTP request. Asks who is calling: at most one statement. */
export async function httpContext(
  { api, authenticate, secureCookies }: ContextOptions,
  request: Request,
  response: Response,
): Promise<RequestContext> {
  const bearerToken = tokenOf(request.headers);
  return {
    viewer: await authenticate(bearerToken),
    requestId: requestIdOf(response),
    bearerToken,
    clientAddress: request.ip ?? '',
    loaders: createLoaderRegistry(),
    instanceOf: (resolver) => api.instanceOf(resolver),
    setSessionCookie: (session) => setSessionCookie(response, session, secureCookies),
  };
}
