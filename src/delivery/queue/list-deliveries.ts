import { type CaseError, isUuid, ok, type Result, type Viewer } from '../../domain';
import { type Delivery } from '../../generated/prisma/client';
import { chosen, type Connection, type CursorKeys, readPage, toConnection } from '../../graphql';
import { type DeliveryDoor } from '../delivery-door';
import { type DeliveryStatus } from '../delivery-words';
import { ownersOf } from '../endpoints/owners';

export interface DeliveriesRequest {
  readonly filter: {
    readonly status?: readonly DeliveryStatus[] | null;
    readonly endpointId?: string | null;
  } | null;
  readonly first: number;
  readonly after: string | null;
}

/** A page of what was or will be delivered for the viewer's owners, newest first. Errors: FORBIDDEN, BAD_USER_INPUT. */
export async function listDeliveries(
  deps: Pick<DeliveryDoor, 'prisma' | 'endpoints'>,
  viewer: Viewer,
  { filter, ...request }: DeliveriesRequest,
): Promise<Result<Connection<Delivery>, CaseError>> {
  const owners = await ownersOf(deps, viewer);
  if (!owners.ok) return owners;
  const page = readPage(request, isIdKeys);
  if (!page.ok) return page;
  const endpoints = await deps.endpoints.ofOwners(owners.value);
  const asked = filter?.endpointId?.toLowerCase() ?? null;
  const ids = endpoints.map(({ id }) => id).filter((id) => asked === null || id === asked);
  const statuses = chosen(filter?.status);
  const [lastId] = page.value.after ?? [];
  const rows = await deps.prisma.delivery.findMany({
    where: {
      endpointId: { in: ids },
      ...(statuses !== null && { status: { in: [...statuses] } }),
      ...(lastId !== undefined && { id: { lt: lastId } }),
    },
    // Ids grow with time.
    orderBy: { id: 'desc' },
    take: page.value.size + 1,
  });
  return ok(toConnection(rows, page.value, ({ id }): IdKeys => [id]));
}

type IdKeys = readonly [id: string];

function isIdKeys(keys: CursorKeys): keys is IdKeys {
  const [id] = keys;
  return keys.length === 1 && typeof id === 'string' && isUuid(id);
}
