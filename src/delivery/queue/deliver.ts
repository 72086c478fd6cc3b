import { type EscalationEventKind, type Result, type Urgency, ok, err } from '../../domain';
import { cursorOf } from '../../escalation';
import { type DeliveryEndpoint, type PrismaClient } from '../../generated/prisma/client';
import { type Jobs } from '../../jobs';
import { type Clock } from '../../time';
import { type Channels, type DeliveryFailure, type DeliveryMessage } from '../channel';
import { type ChannelName, DeliveryStatus, FailureAction } from '../delivery-words';
import { type EndpointSeal } from '../endpoints/endpoint-seal';
import { openTarget } from '../endpoints/endpoint-store';
import { nextAttemptAt } from './back-off';
import { type Slots } from './slots';
import { promiseDelivery } from './write-deliveries';

/** How long a delivery waits that found its receiver busy with others of ours. */
const CROWDED_PAUSE_MS = 1_000;
const NOT_CONFIGURED: DeliveryFailure = { action: FailureAction.TRY_AGAIN, code: 'NOT_CONFIGURED' };
const ENDPOINT_DISABLED: DeliveryFailure = { action: FailureAction.GIVE_UP, code: 'ENDPOINT_DISABLED' };

export interface DeliverDeps {
  readonly prisma: PrismaClient;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly channels: Channels;
  readonly seal: EndpointSeal;
  readonly clock: Clock;
  /** 0 to 1: spreads the attempts. */
  readonly chance: () => number;
  readonly slots: Slots;
  /** Where a person acts on an escalation; null if nobody has said. */
  readonly actionUrl: string | null;
  /** An attempt ended so. */
  readonly onAttempt: (attempt: { readonly channel: ChannelName; readonly status: DeliveryStatus }) => void;
}

interface Due {
  readonly id: string;
  readonly attempts: number;
  readonly firstAt: Date;
  readonly endpoint: DeliveryEndpoint;
}

/**
 * Makes one attempt at one delivery and records how it ended; after a failure the next attempt is promised in the same
 * transaction. Run twice, or by whoever takes over from a process that died before it recorded, it may tell the receiver
 * twice, under the same id.
 */
export async function deliver(deps: DeliverDeps, deliveryId: string, signal: AbortSignal): Promise<void> {
  const { prisma, slots, jobs } = deps;
  const due = await prisma.delivery.findFirst({
    where: { id: deliveryId, status: DeliveryStatus.PENDING },
    include: { endpoint: true },
  });
  if (due === null) return;
  const release = slots.take(due.endpointId);
  if (release === null) return promiseDelivery(jobs, prisma, deliveryId, CROWDED_PAUSE_MS);
  try {
    await record(deps, due, await attempt(deps, due, signal));
  } finally {
    release();
  }
}

async function attempt(
  { prisma, channels, seal, clock, actionUrl }: DeliverDeps,
  { id, endpoint }: Due,
  signal: AbortSignal,
): Promise<Result<void, DeliveryFailure>> {
  if (endpoint.disabledAt !== null) return err(ENDPOINT_DISABLED);
  const channel = channels[endpoint.channel];
  if (channel === undefined) return err(NOT_CONFIGURED);
  const message = await readMessage(prisma, id, actionUrl);
  const delivered = await channel.deliver(message, openTarget(endpoint, seal, clock.now()), signal);
  return delivered.ok ? ok(undefined) : delivered;
}

async function readMessage(prisma: PrismaClient, id: string, url: string | null): Promise<DeliveryMessage> {
  const [row] = await prisma.$queryRaw<[MessageRow]>`
    SELECT d.escalation_id AS "escalationId", d.kind::text AS kind, c.number AS "caseNumber",
           e.urgency::text AS urgency, e.tier, e.at, e.stream_position AS position
    FROM delivery d JOIN case_event e ON e.stream_position = d.event_position JOIN triage_case c ON c.id = e.case_id
    WHERE d.id = ${id}::uuid`;
  const { position, ...message } = row;
  return { id, ...message, cursor: cursorOf({ position: Number(position) }), url };
}

interface MessageRow {
  readonly escalationId: string;
  readonly kind: EscalationEventKind;
  readonly caseNumber: string;
  readonly urgency: Urgency;
  readonly tier: number;
  readonly at: Date;
  readonly position: bigint;
}

async function record(
  { prisma, jobs, clock, chance, onAttempt }: DeliverDeps,
  { id, endpoint, firstAt, ...due }: Due,
  delivered: Result<void, DeliveryFailure>,
): Promise<void> {
  const now = clock.now();
  const attempts = due.attempts + 1;
  const next = delivered.ok ? null : nextAfter(delivered.error, { attempts, firstAt, now }, chance());
  const status = statusOf(delivered.ok, next);
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.delivery.updateMany({
      // Whoever did the same at the same time may have recorded it already.
      where: { id, status: DeliveryStatus.PENDING },
      data: {
        status,
        attempts,
        lastOutcome: delivered.ok ? 'DELIVERED' : delivered.error.code,
        ...(delivered.ok && { deliveredAt: now }),
        ...(next !== null && { nextAt: next }),
      },
    });
    if (count === 0) return;
    if (next !== null) await promiseDelivery(jobs, tx, id, next.getTime() - now.getTime());
    if (!delivered.ok && delivered.error.action === FailureAction.DISABLE)
      await tx.deliveryEndpoint.updateMany({
        where: { id: endpoint.id, disabledAt: null },
        data: { disabledAt: now },
      });
  });
  onAttempt({ channel: endpoint.channel, status });
}

function nextAfter(
  { action, retryAfterMs = 0 }: DeliveryFailure,
  failed: { readonly attempts: number; readonly firstAt: Date; readonly now: Date },
  chance: number,
): Date | null {
  return action === FailureAction.TRY_AGAIN ? nextAttemptAt({ ...failed, retryAfterMs }, chance) : null;
}

function statusOf(isDelivered: boolean, next: Date | null): DeliveryStatus {
  if (isDelivered) return DeliveryStatus.DELIVERED;
  return next === null ? DeliveryStatus.DEAD : DeliveryStatus.PENDING;
}
