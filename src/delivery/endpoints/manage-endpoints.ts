import {
  badInput,
  type CaseError,
  conflict,
  err,
  ok,
  type Result,
  type Urgency,
  type Viewer,
} from '../../domain';
import { Action } from '../../identity';
import { type DeliveryDoor } from '../delivery-door';
import { type AddressProblem, ChannelName } from '../delivery-words';
import { type Endpoint, type Registered } from './endpoint';
import { findOwn, ownerAsked } from './owners';

type ManageDeps = Pick<DeliveryDoor, 'prisma' | 'channels' | 'endpoints'>;

export interface EndpointRequest {
  readonly facilityId?: string | null;
  readonly poolId?: string | null;
  readonly channel: ChannelName;
  readonly name: string;
  readonly address: string;
  readonly minUrgency: Urgency;
}

/** For whoever named the address. */
export const WHAT_IS_WRONG: Readonly<Record<AddressProblem, string>> = {
  MALFORMED: 'This is no address of that channel.',
  FORBIDDEN_ADDRESS: 'This address is not public, or its port belongs to another service.',
  UNRESOLVABLE: 'This name leads nowhere.',
};

/** Whoever has that many has lost sight of who is told. */
export const TOO_MANY = conflict('There are too many endpoints of this kind already: disable one first.');

/**
 * Has escalations delivered to an address. Asked again for the same address, it changes name and urgency of what is there, and
 * returns it without its secret. Errors: NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, CONFLICT (there are too many).
 */
export async function registerEndpoint(
  deps: ManageDeps,
  viewer: Viewer,
  { channel, address, name, minUrgency, ...named }: EndpointRequest,
): Promise<Result<Registered, CaseError>> {
  const owner = await ownerAsked(deps, viewer, Action.MANAGE_DELIVERY, named);
  if (!owner.ok) return owner;
  if (channel === ChannelName.WEB_PUSH)
    return err(badInput('channel', 'A browser registers itself: registerPushSubscription.'));
  const checked = await deps.channels[channel]?.check(address);
  if (checked === undefined) return err(badInput('channel', 'This channel is not configured here.'));
  if (!checked.ok) return err(badInput('address', WHAT_IS_WRONG[checked.error]));
  const shown = { staffId: null, channel, name, minUrgency };
  const registered = await deps.endpoints.add({ ...shown, owner: owner.value, address: checked.value });
  return registered === null ? err(TOO_MANY) : ok(registered);
}

/** A new secret; those before it are signed with until a day after their rotation. Errors: NOT_FOUND, FORBIDDEN, CONFLICT. */
export async function rotateEndpointSecret(
  deps: ManageDeps,
  viewer: Viewer,
  id: string,
): Promise<Result<Registered, CaseError>> {
  const found = await findOwn(deps, viewer, id);
  if (!found.ok) return found;
  const endpoint = found.value;
  if (endpoint.channel !== ChannelName.WEBHOOK) return err(conflict('Only webhooks have a secret.'));
  if (endpoint.disabledAt !== null) return err(conflict('This endpoint is disabled.'));
  const secret = await deps.endpoints.rotate(endpoint.id);
  if (secret === null)
    return err(conflict('Too many of its secrets are valid: wait until the first has expired.'));
  return ok({ endpoint, secret });
}

/** Nothing more is delivered there, what waits neither. Doing so twice changes nothing. Errors: NOT_FOUND, FORBIDDEN. */
export async function disableEndpoint(
  deps: ManageDeps,
  viewer: Viewer,
  id: string,
): Promise<Result<Endpoint, CaseError>> {
  const found = await findOwn(deps, viewer, id);
  return found.ok ? ok(await deps.endpoints.disable(found.value.id)) : found;
}
