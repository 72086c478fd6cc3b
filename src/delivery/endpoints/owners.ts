import { badInput, type CaseError, err, isUuid, notFound, ok, type Result, type Viewer } from '../../domain';
import { type PrismaClient } from '../../generated/prisma/client';
import { Action, permit, sees } from '../../identity';
import { type Endpoint, type EndpointOwner, type Owners } from './endpoint';
import { type EndpointStore } from './endpoint-store';

interface PoolMembers {
  readonly prisma: Pick<PrismaClient, 'poolMember'>;
}

/** Where the viewer may decide who is told: their facilities, and the pools that they belong to. Errors: FORBIDDEN. */
export async function ownersOf({ prisma }: PoolMembers, viewer: Viewer): Promise<Result<Owners, CaseError>> {
  const allowed = permit(viewer, Action.MANAGE_DELIVERY);
  if (!allowed.ok) return allowed;
  const memberships = await prisma.poolMember.findMany({ where: { staffId: viewer.id } });
  return ok({ facilityIds: viewer.facilityIds, poolIds: memberships.map(({ poolId }) => poolId) });
}

/**
 * The owner that was named, where the viewer may do this for it. Errors: BAD_USER_INPUT unless it is one of both; NOT_FOUND
 * for what is foreign as for what does not exist, whatever the role; FORBIDDEN.
 */
export async function ownerAsked(
  deps: PoolMembers,
  viewer: Viewer,
  action: Action,
  { facilityId, poolId }: { readonly facilityId?: string | null; readonly poolId?: string | null },
): Promise<Result<EndpointOwner, CaseError>> {
  const owner = oneOf(facilityId?.toLowerCase() ?? null, poolId?.toLowerCase() ?? null);
  if (owner === null) return err(badInput('facilityId', 'Name a facility or a pool, and not both.'));
  const what = owner.facilityId === null ? 'pool' : 'facility';
  const allowed = await authoriseOwner(deps, viewer, action, owner, what);
  return allowed.ok ? ok(owner) : allowed;
}

async function authoriseOwner(
  { prisma }: PoolMembers,
  viewer: Viewer,
  action: Action,
  { facilityId, poolId }: EndpointOwner,
  what: string,
): Promise<Result<void, CaseError>> {
  const isTheirs =
    facilityId !== null
      ? sees(viewer, facilityId)
      : isUuid(poolId) && (await prisma.poolMember.count({ where: { poolId, staffId: viewer.id } })) > 0;
  return isTheirs ? permit(viewer, action) : err(notFound(what));
}

/** An endpoint that the viewer may change. Errors: NOT_FOUND, FORBIDDEN. */
export async function findOwn(
  deps: PoolMembers & { readonly endpoints: Pick<EndpointStore, 'find'> },
  viewer: Viewer,
  id: string,
): Promise<Result<Endpoint, CaseError>> {
  const key = id.toLowerCase();
  const endpoint = isUuid(key) ? await deps.endpoints.find(key) : null;
  if (endpoint === null) return err(notFound('endpoint'));
  const allowed = await authoriseOwner(deps, viewer, Action.MANAGE_DELIVERY, ownerOf(endpoint), 'endpoint');
  return allowed.ok ? ok(endpoint) : allowed;
}

/** Null unless one of both was named. */
function oneOf(facilityId: string | null, poolId: string | null): EndpointOwner | null {
  if (facilityId !== null && poolId === null) return { facilityId, poolId };
  if (facilityId === null && poolId !== null) return { facilityId, poolId };
  return null;
}

function ownerOf({ facilityId, poolId }: Endpoint): EndpointOwner {
  return facilityId === null ? { facilityId, poolId: poolId ?? '' } : { facilityId, poolId: null };
}
