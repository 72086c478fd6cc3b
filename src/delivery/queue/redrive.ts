import {
  type CaseError,
  CaseErrorCode,
  conflict,
  err,
  isUuid,
  notFound,
  ok,
  type Result,
  type Viewer,
} from '../../domain';
import { type Delivery } from '../../generated/prisma/client';
import { type DeliveryDoor } from '../delivery-door';
import { DeliveryStatus } from '../delivery-words';
import { findOwn } from '../endpoints/owners';
import { promiseDelivery } from './promise-delivery';

/**
 * Gives a dead delivery another day, under the id that it always had. What waits, or was delivered, stays as it is: asked for
 * twice, it is tried once. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (its endpoint is disabled).
 */
export async function redriveDelivery(
  deps: Pick<DeliveryDoor, 'prisma' | 'jobs' | 'clock' | 'endpoints'>,
  viewer: Viewer,
  id: string,
): Promise<Result<Delivery, CaseError>> {
  const { prisma, jobs, clock } = deps;
  const key = id.toLowerCase();
  const delivery = isUuid(key) ? await prisma.delivery.findUnique({ where: { id: key } }) : null;
  if (delivery === null) return err(notFound('delivery'));
  const endpoint = await findOwn(deps, viewer, delivery.endpointId);
  if (!endpoint.ok)
    return endpoint.error.code === CaseErrorCode.NOT_FOUND ? err(notFound('delivery')) : endpoint;
  if (delivery.status === DeliveryStatus.DELIVERED) return ok(delivery);
  if (endpoint.value.disabledAt !== null) return err(conflict('Its endpoint is disabled.'));
  const now = clock.now();
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.delivery.updateMany({
      where: { id: delivery.id, status: DeliveryStatus.DEAD },
      data: { status: DeliveryStatus.PENDING, attempts: 0, firstAt: now, nextAt: now },
    });
    if (count > 0) await promiseDelivery(jobs, tx, delivery.id);
  });
  return ok(await prisma.delivery.findUniqueOrThrow({ where: { id: delivery.id } }));
}
