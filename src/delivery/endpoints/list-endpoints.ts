import { type CaseError, ok, type Result, type Viewer } from '../../domain';
import { type Connection } from '../../graphql';
import { type DeliveryDoor } from '../delivery-door';
import { type PageRequest, readNewestFirst } from '../newest-first';
import { type Endpoint } from './endpoint';
import { ownersOf } from './owners';

/**
 * A page of the endpoints of the viewer's owners, newest first, those that were disabled among them. Errors: FORBIDDEN,
 * BAD_USER_INPUT.
 */
export async function listEndpoints(
  { prisma, endpoints }: Pick<DeliveryDoor, 'prisma' | 'endpoints'>,
  viewer: Viewer,
  request: PageRequest,
): Promise<Result<Connection<Endpoint>, CaseError>> {
  const owners = await ownersOf({ prisma }, viewer);
  if (!owners.ok) return owners;
  const page = readNewestFirst(request);
  if (!page.ok) return page;
  const { toConnection, ...rows } = page.value;
  return ok(toConnection(await endpoints.pageOf(owners.value, rows)));
}
