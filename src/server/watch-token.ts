import { type Authenticate } from './ports';

/**
 * Asks again and again whether a token still stands, for a socket outlives a sign-out or an expiry. Calls `onLost` once
 * when it does not; an outage is no answer and changes nothing.
 * @returns stops asking.
 */
export function watchToken(
  authenticate: Authenticate,
  bearerToken: string,
  everyMs: number,
  onLost: () => void,
): () => void {
  const timer = setInterval(() => {
    authenticate(bearerToken).then(
      (viewer) => {
        if (viewer !== null) return;
        clearInterval(timer);
        onLost();
      },
      () => undefined,
    );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
