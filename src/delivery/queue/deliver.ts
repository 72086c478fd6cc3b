import { err, type Result } from '../../domain';
import { type Channels, type DeliveryFailure } from '../channel';
import { DeliveryStatus, FailureAction } from '../delivery-words';
import { type EndpointSeal } from '../endpoints/endpoint-seal';
import { openTarget } from '../endpoints/open-target';
import { crowdedPauseMs, pauseLeftMs } from './back-off';
import { promiseDelivery } from './promise-delivery';
import { readMessage } from './read-message';
import { type Due, recordAttempt, type RecordDeps } from './record-attempt';
import { type Slots } from './slots';

const giveUp = (code: string): DeliveryFailure => ({ action: FailureAction.GIVE_UP, code });
const tryAgain = (code: string): DeliveryFailure => ({ action: FailureAction.TRY_AGAIN, code });

export interface DeliverDeps extends RecordDeps {
  readonly channels: Channels;
  readonly seal: EndpointSeal;
  readonly slots: Slots;
  /** Where a person acts on an escalation; null if nobody has said. */
  readonly actionUrl: string | null;
}

/**
 * Makes one attempt at one delivery and records how it ended; after a failure the next attempt is promised in the same
 * transaction. Run twice, or by whoever takes over from a process that died before it recorded, it may tell the receiver
 * twice, under the same id.
 */
export async function deliver(deps: DeliverDeps, deliveryId: string, signal: AbortSignal): Promise<void> {
  const { prisma, slots, jobs, clock } = deps;
  const due = await prisma.delivery.findFirst({
    where: { id: deliveryId, status: DeliveryStatus.PENDING },
    include: { endpoint: { include: { secrets: true } } },
  });
  if (due === null) return;
  const now = clock.now();
  // The job of a process that died after it had recorded: the pause that it promised is still to be kept.
  const leftMs = pauseLeftMs(due, now);
  if (leftMs > 0) return promiseDelivery(jobs, prisma, deliveryId, leftMs);
  const lateMs = now.getTime() - due.nextAt.getTime();
  const release = slots.take(due.endpoint);
  if (release === null) return promiseDelivery(jobs, prisma, deliveryId, crowdedPauseMs(lateMs));
  try {
    await recordAttempt(deps, due, await attempt(deps, due, signal));
  } finally {
    release();
  }
}

async function attempt(
  { prisma, channels, seal, clock, actionUrl, logger }: DeliverDeps,
  { id, endpoint }: Due,
  signal: AbortSignal,
): Promise<Result<void, DeliveryFailure>> {
  if (endpoint.disabledAt !== null) return err(giveUp('ENDPOINT_DISABLED'));
  const channel = channels[endpoint.channel];
  if (channel === undefined) return err(tryAgain('NOT_CONFIGURED'));
  try {
    const { message, hasReader } = await readMessage(prisma, id, actionUrl);
    if (!hasReader) return err(giveUp('NOBODY_THERE'));
    return await channel.deliver(message, openTarget(endpoint, seal, clock.now()), signal);
  } catch (error) {
    // A row that was tampered with, a fault in a library: it must end among the dead letters, and not as a job that nobody sees.
    logger.error('A delivery failed by a fault of our own.', { operation: endpoint.channel, error });
    return err(tryAgain('OWN_FAULT'));
  }
}
