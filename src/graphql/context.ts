import { type Viewer } from '../domain';
import { type LoaderRegistry } from './loaders';

/** A class of resolvers, however it is constructed. */
export type ResolverClass<T extends object = object> = new (...dependencies: never[]) => T;

/** What every resolver gets: who asks, under which request id, with loaders of its own. */
export interface RequestContext {
  /** Null for a request without a token, or with one that nobody recognises. */
  readonly viewer: Viewer | null;
  readonly requestId: string;
  readonly bearerToken: string | null;
  /** The caller's network address, for rate limits alone; never logged. */
  readonly clientAddress: string;
  readonly loaders: LoaderRegistry;
  /**
   * The instance of a resolver class that answers in this server: for a subscription's `subscribe` function, which is
   * called without one.
   */
  instanceOf<T extends object>(resolver: ResolverClass<T>): T;
  /** Hands the browser its session as an HttpOnly cookie; null takes it away. Without effect over WebSocket. */
  setSessionCookie(session: { readonly token: string; readonly expiresAt: Date } | null): void;
}
