import { AppEnv, type Config } from '../config';
import {
  type Channels,
  createEndpointSeal,
  createEndpointStore,
  createMailChannel,
  createOutbound,
  createPushChannel,
  createSlots,
  createWebhookChannel,
  type DeliverDeps,
  type DeliveryDoor,
} from '../delivery';
import { type Identity } from '../identity';
import { type Engines } from './engines';

/** What reaches those who have no socket open: what administrators ask of it, and what its jobs need. */
export function openDelivery(
  config: Pick<Config, 'appEnv' | 'delivery'>,
  engines: Engines,
  identity: Pick<Identity, 'facilityById'>,
): DeliveryDoor & DeliverDeps {
  const { push, dashboardUrl = null } = config.delivery;
  const seal = createEndpointSeal(engines.keyring);
  const channels = openChannels(config, engines);
  const endpoints = createEndpointStore({ ...engines, seal });
  return {
    ...engines,
    seal,
    channels,
    endpoints,
    facilityById: identity.facilityById,
    slots: createSlots(),
    chance: Math.random,
    actionUrl: dashboardUrl,
    onAttempt: engines.metrics.delivery.onAttempt,
    pushPublicKey: push?.publicKey ?? null,
  };
}

/** A channel that the settings do not name is not there. */
function openChannels(
  { appEnv, delivery: { mail, push } }: Pick<Config, 'appEnv' | 'delivery'>,
  { clock }: Pick<Engines, 'clock'>,
): Channels {
  // Where one develops, the receivers are on the same machine.
  const outbound = createOutbound({ allowPrivate: appEnv === AppEnv.DEVELOPMENT });
  return {
    WEBHOOK: createWebhookChannel({ outbound, clock }),
    ...(mail !== null && { EMAIL: createMailChannel({ settings: mail, clock }) }),
    ...(push !== null && { WEB_PUSH: createPushChannel({ settings: push, outbound, clock }) }),
  };
}
