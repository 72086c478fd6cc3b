import {
  badInput,
  type CaseError,
  err,
  isUuid,
  notFound,
  ok,
  type Result,
  type Urgency,
  type Viewer,
} from '../../domain';
import { Action } from '../../identity';
import { writePushSubscription } from '../channels/push-subscription';
import { type DeliveryDoor } from '../delivery-door';
import { ChannelName } from '../delivery-words';
import { type Endpoint } from './endpoint';
import { type EndpointStore } from './endpoint-store';
import { TOO_MANY, WHAT_IS_WRONG } from './manage-endpoints';
import { ownerAsked } from './owners';

interface RegisterDeps extends Pick<DeliveryDoor, 'channels'> {
  readonly prisma: Pick<DeliveryDoor['prisma'], 'poolMember'>;
  readonly endpoints: Pick<EndpointStore, 'add'>;
}

/** What a browser gives, and for whose escalations it is: a facility's or a pool's. */
export interface PushRequest {
  readonly facilityId?: string | null;
  readonly poolId?: string | null;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly name: string;
  readonly minUrgency: Urgency;
}

/**
 * Has the browser that the viewer sits at told of escalations, for as long as the viewer works there. Asked again by the
 * same browser, it changes name, urgency and user of what is there. Errors: NOT_FOUND for a foreign facility or pool,
 * FORBIDDEN, BAD_USER_INPUT, CONFLICT (there are too many).
 */
export async function registerPushSubscription(
  deps: RegisterDeps,
  viewer: Viewer,
  { endpoint, p256dh, auth, name, minUrgency, ...named }: PushRequest,
): Promise<Result<Endpoint, CaseError>> {
  const owner = await ownerAsked(deps, viewer, Action.RECEIVE_PUSH, named);
  if (!owner.ok) return owner;
  const { WEB_PUSH: push } = deps.channels;
  if (push === undefined) return err(badInput('endpoint', 'Web Push is not configured here.'));
  const checked = await push.check(writePushSubscription({ endpoint, keys: { p256dh, auth } }));
  if (!checked.ok) return err(badInput('endpoint', WHAT_IS_WRONG[checked.error]));
  const browser = { channel: ChannelName.WEB_PUSH, staffId: viewer.id, name, minUrgency };
  const registered = await deps.endpoints.add({ ...browser, owner: owner.value, address: checked.value });
  return registered === null ? err(TOO_MANY) : ok(registered.endpoint);
}

/** Tells a browser nothing any more. Errors: NOT_FOUND for everything but the viewer's own browsers. */
export async function removePushSubscription(
  { endpoints }: { readonly endpoints: Pick<EndpointStore, 'find' | 'disable'> },
  viewer: Viewer,
  id: string,
): Promise<Result<Endpoint, CaseError>> {
  const key = id.toLowerCase();
  const endpoint = isUuid(key) ? await endpoints.find(key) : null;
  const isOwn = endpoint?.channel === ChannelName.WEB_PUSH && endpoint.staffId === viewer.id;
  return isOwn ? ok(await endpoints.disable(endpoint.id)) : err(notFound('push subscription'));
}
