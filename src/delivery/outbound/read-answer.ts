import { type Result, err, ok } from '../../domain';
import { type DeliveryFailure } from '../channel';
import { FailureAction } from '../delivery-words';
import { type Outbound } from './post';

const GONE = 410;
const SECOND_MS = 1_000;

type Answered = Awaited<ReturnType<Outbound['post']>>;

/** What an answer to a webhook means. Only 2xx is a yes; 410 says that nobody there wants to hear of us again. */
export function toDelivered(answered: Answered, now: Date): Result<void, DeliveryFailure> {
  if (!answered.ok) return err({ action: FailureAction.TRY_AGAIN, code: answered.error.code });
  const { status, retryAfter } = answered.value;
  if (status >= 200 && status < 300) return ok(undefined);
  const action = status === GONE ? FailureAction.DISABLE : FailureAction.TRY_AGAIN;
  const retryAfterMs = readRetryAfter(retryAfter, now);
  return err({ action, code: `HTTP_${status}`, ...(retryAfterMs !== null && { retryAfterMs }) });
}

/** RFC 9110: seconds, or a date. Null for neither. */
export function readRetryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * SECOND_MS;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
