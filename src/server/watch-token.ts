import { isDeepStrictEqual } from 'node:util';
import { type Viewer } from '../domain';
import { LineEnding } from './line-ending';
import { type Authenticate, type WatchSignOut } from './ports';

export interface TokenWatching {
  readonly authenticate: Authenticate;
  readonly watchSignOut: WatchSignOut;
  /** How often a token is asked about anew when nobody signs out: expiry and changed memberships announce nothing. */
  readonly reauthenticateMs: number;
}

/**
 * Watches over the token of a line, which outlives a sign-out, an expiry or a change of memberships. Calls `onEnd` once when
 * the token no longer stands for this viewer with these rights; an outage is no answer and changes nothing.
 * @returns stops watching.
 */
export function watchToken(
  { authenticate, watchSignOut, reauthenticateMs }: TokenWatching,
  bearerToken: string,
  viewer: Viewer,
  onEnd: (ending: LineEnding) => void,
): () => void {
  let isWatching = true;
  const timer = setInterval(ask, reauthenticateMs);
  timer.unref();
  const stopHearing = watchSignOut(bearerToken, ask);

  function ask(): void {
    authenticate(bearerToken).then(
      (now) => {
        if (!isWatching || (now !== null && hasSameRights(now, viewer))) return;
        stop();
        onEnd(now === null ? LineEnding.FORBIDDEN : LineEnding.RIGHTS_CHANGED);
      },
      () => undefined,
    );
  }

  function stop(): void {
    isWatching = false;
    clearInterval(timer);
    stopHearing();
  }

  return stop;
}

/** Facilities and the like come in no order. */
function hasSameRights(one: Viewer, other: Viewer): boolean {
  return isDeepStrictEqual(sorted(one), sorted(other));
}

function sorted(viewer: Viewer): Record<string, unknown> {
  const fields = Object.entries(viewer).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value,
  ]);
  return Object.fromEntries(fields) as Record<string, unknown>;
}
