import { err, ok, type Result } from '../../domain';
import { type DeliveryFailure } from '../channel';
import { FailureAction } from '../delivery-words';
import { type Outbound } from '../outbound/post';
import { readRetryAfter } from '../outbound/read-answer';

type Answered = Awaited<ReturnType<Outbound['post']>>;

/**
 * What decides at once (RFC 8030, 5 and 7.3). A subscription that is unknown or gone does not come back: its browser makes
 * another one. Not here: 401 and 403 are about this deployment's keys, which an operator can mend within the day.
 */
const DECISIVE: Readonly<Record<number, FailureAction>> = {
  400: FailureAction.GIVE_UP,
  404: FailureAction.DISABLE,
  410: FailureAction.DISABLE,
  413: FailureAction.GIVE_UP,
};

/** What a push service's answer means, or that there was none. */
export function toPushed(answered: Answered, now: Date): Result<void, DeliveryFailure> {
  if (!answered.ok) return err({ action: FailureAction.TRY_AGAIN, code: answered.error.code });
  const { status, retryAfter } = answered.value;
  if (status >= 200 && status < 300) return ok(undefined);
  const retryAfterMs = readRetryAfter(retryAfter, now);
  return err({
    action: DECISIVE[status] ?? FailureAction.TRY_AGAIN,
    code: `HTTP_${status}`,
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
}
