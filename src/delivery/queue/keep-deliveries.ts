import { type PrismaClient } from '../../generated/prisma/client';
import { type Jobs } from '../../jobs';
import { DeliveryStatus } from '../delivery-words';
import { HAS_READER } from './has-reader';
import { promiseDeliveries } from './promise-delivery';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** No job is that late while anybody works. */
const OVERDUE_AFTER_MS = 10 * MINUTE_MS;
const KEPT_MS = 90 * DAY_MS;
const BATCH_SIZE = 1_000;

/** Promises anew what should have been tried long ago: its job failed so often, with the database, that it was given up. */
export async function promiseOverdue(
  { prisma, jobs }: { readonly prisma: PrismaClient; readonly jobs: Pick<Jobs, 'enqueueAll'> },
  now: Date,
): Promise<void> {
  const overdue = await prisma.delivery.findMany({
    where: { status: DeliveryStatus.PENDING, nextAt: { lt: new Date(now.getTime() - OVERDUE_AFTER_MS) } },
    orderBy: { nextAt: 'asc' },
    take: BATCH_SIZE,
    select: { id: true },
  });
  await promiseDeliveries(
    jobs,
    prisma,
    overdue.map(({ id }) => id),
  );
}

/**
 * What ended long ago: deliveries, endpoints that were disabled (with their addresses), secrets that nothing is signed with. The
 * cursor stays where it is: nothing is delivered again. A browser whose user has left counts as disabled from now on: should they
 * come back, their dashboard registers it anew.
 */
export async function forgetOldDeliveries(prisma: PrismaClient, now: Date): Promise<void> {
  const longAgo = new Date(now.getTime() - KEPT_MS);
  await prisma.$executeRaw`
    UPDATE delivery_endpoint endpoint SET disabled_at = ${now} WHERE disabled_at IS NULL AND NOT ${HAS_READER}`;
  await prisma.deliverySecret.deleteMany({ where: { expiresAt: { lt: now } } });
  await prisma.deliveryEndpoint.deleteMany({ where: { disabledAt: { lt: longAgo } } });
  await prisma.delivery.deleteMany({
    where: {
      status: { not: DeliveryStatus.PENDING },
      firstAt: { lt: longAgo },
    },
  });
}
