import { type CaseError, ok, type Result, type Viewer } from '../../domain';
import { type Delivery } from '../../generated/prisma/client';
import { chosen, type Connection } from '../../graphql';
import { type DeliveryDoor } from '../delivery-door';
import { type DeliveryStatus } from '../delivery-words';
import { ownersOf } from '../endpoints/owners';
import { type PageRequest, readNewestFirst } from '../newest-first';

export interface DeliveriesRequest extends PageRequest {
  readonly filter: {
    readonly status?: readonly DeliveryStatus[] | null;
    readonly endpointId?: string | null;
  } | null;
}

/** A page of what was or will be delivered for the viewer's owners, newest first. Errors: FORBIDDEN, BAD_USER_INPUT. */
export async function listDeliveries(
  { prisma, endpoints }: Pick<DeliveryDoor, 'prisma' | 'endpoints'>,
  viewer: Viewer,
  { filter, ...request }: DeliveriesRequest,
): Promise<Result<Connection<Delivery>, CaseError>> {
  const owners = await ownersOf({ prisma }, viewer);
  if (!owners.ok) return owners;
  const page = readNewestFirst(request);
  if (!page.ok) return page;
  const { where, toConnection, ...rows } = page.value;
  const asked = filter?.endpointId?.toLowerCase() ?? null;
  const ids = (await endpoints.idsOf(owners.value)).filter((id) => asked === null || id === asked);
  const statuses = chosen(filter?.status);
  const found = await prisma.delivery.findMany({
    where: {
      ...where,
      endpointId: { in: ids },
      ...(statuses !== null && { status: { in: [...statuses] } }),
    },
    ...rows,
  });
  return ok(toConnection(found));
}
