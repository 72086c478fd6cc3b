import { type Result } from '../../domain';
import { type Delivery, type PrismaClient } from '../../generated/prisma/client';
import { type Jobs } from '../../jobs';
import { type Logger } from '../../observability';
import { type Clock } from '../../time';
import { type DeliveryFailure } from '../channel';
import { type ChannelName, DeliveryStatus, FailureAction } from '../delivery-words';
import { type SealedEndpoint } from '../endpoints/open-target';
import { nextAttemptAt } from './back-off';
import { promiseDelivery } from './promise-delivery';

export interface RecordDeps {
  readonly prisma: PrismaClient;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly clock: Clock;
  /** 0 to 1: spreads the attempts. */
  readonly chance: () => number;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  /** An attempt ended so. */
  readonly onAttempt: (attempt: { readonly channel: ChannelName; readonly status: DeliveryStatus }) => void;
}

/** A delivery as it was when its attempt began. */
export interface Due extends Pick<Delivery, 'id' | 'attempts' | 'firstAt'> {
  readonly endpoint: SealedEndpoint;
}

/** What an attempt makes of its delivery. `next`: when the following one is made, if there is one. */
interface Outcome {
  readonly status: DeliveryStatus;
  readonly code: string;
  readonly next: Date | null;
  readonly disablesEndpoint: boolean;
}

/** Writes down how an attempt ended, with the promise of the next one: both or neither. */
export async function recordAttempt(
  { prisma, jobs, clock, chance, logger, onAttempt }: RecordDeps,
  due: Due,
  delivered: Result<void, DeliveryFailure>,
): Promise<void> {
  const { id, endpoint } = due;
  const now = clock.now();
  const { status, code, next, disablesEndpoint } = outcomeOf(due, delivered, now, chance());
  const isRecorded = await prisma.$transaction(async (tx) => {
    const { count } = await tx.delivery.updateMany({
      where: { id, ...mayStillBe(due, delivered.ok) },
      data: {
        status,
        attempts: due.attempts + 1,
        lastOutcome: code,
        ...(delivered.ok && { deliveredAt: now }),
        ...(next !== null && { nextAt: next }),
      },
    });
    if (count === 0) return false;
    if (next !== null) await promiseDelivery(jobs, tx, id, next.getTime() - now.getTime());
    if (disablesEndpoint) {
      await tx.deliveryEndpoint.updateMany({
        where: { id: endpoint.id, disabledAt: null },
        data: { disabledAt: now },
      });
    }
    return true;
  });
  onAttempt({ channel: endpoint.channel, status });
  if (!isRecorded) return;
  const fields = { operation: endpoint.channel, problem: code };
  if (status === DeliveryStatus.DEAD) logger.warn('A delivery is given up: it is a dead letter.', fields);
  if (disablesEndpoint) logger.warn('A receiver wants nothing any more; its endpoint is disabled.', fields);
}

/** A yes is a yes, whoever was faster. A failure says nothing about a delivery that was recorded or redriven meanwhile. */
function mayStillBe({ attempts, firstAt }: Due, isDelivered: boolean) {
  return isDelivered
    ? { status: { not: DeliveryStatus.DELIVERED } }
    : { status: DeliveryStatus.PENDING, attempts, firstAt };
}

function outcomeOf(due: Due, delivered: Result<void, DeliveryFailure>, now: Date, chance: number): Outcome {
  if (delivered.ok) {
    return { status: DeliveryStatus.DELIVERED, code: 'DELIVERED', next: null, disablesEndpoint: false };
  }
  const { action, code, retryAfterMs = 0 } = delivered.error;
  const failed = { attempts: due.attempts + 1, firstAt: due.firstAt, now, retryAfterMs };
  const next = action === FailureAction.TRY_AGAIN ? nextAttemptAt(failed, chance) : null;
  const status = next === null ? DeliveryStatus.DEAD : DeliveryStatus.PENDING;
  return { status, code, next, disablesEndpoint: action === FailureAction.DISABLE };
}
