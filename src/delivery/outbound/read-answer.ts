import { type Result, err, ok } from '../../domain';
import { type DeliveryFailure } from '../channel';
import { FailureAction } from '../delivery-words';
import { type Outbound } from './post';

const SECOND_MS = 1_000;

type Answered = Awaited<ReturnType<Outbound['post']>>;

/** What decides at once, by status. Whatever else is no 2xx is tried again. */
export type Decisive = Readonly<Record<number, FailureAction>>;

/** What an answer to an attempt means, or that there was none. Only 2xx is a yes. */
export function toDelivered(
  answered: Answered,
  decisive: Decisive,
  now: Date,
): Result<void, DeliveryFailure> {
  if (!answered.ok) return err({ action: FailureAction.TRY_AGAIN, code: answered.error.code });
  const { status, retryAfter } = answered.value;
  if (status >= 200 && status < 300) return ok(undefined);
  const action = decisive[status] ?? FailureAction.TRY_AGAIN;
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
