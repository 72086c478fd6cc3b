import { type Urgency } from '../../domain';
import { type DeliveryEndpoint as EndpointRow } from '../../generated/prisma/client';
import { type ChannelName } from '../delivery-words';

/** Who is told: one of both. */
export type EndpointOwner =
  | { readonly facilityId: string; readonly poolId: null }
  | { readonly facilityId: null; readonly poolId: string };

/** Facilities and pools, as somebody may decide for them. */
export interface Owners {
  readonly facilityIds: readonly string[];
  readonly poolIds: readonly string[];
}

/** What may be shown of an endpoint: not where it leads. */
export type Endpoint = Pick<
  EndpointRow,
  'id' | 'facilityId' | 'poolId' | 'staffId' | 'channel' | 'name' | 'minUrgency' | 'createdAt' | 'disabledAt'
>;

export interface NewEndpoint {
  readonly owner: EndpointOwner;
  /** Whose browser it is; null for what belongs to nobody in person. */
  readonly staffId: string | null;
  readonly channel: ChannelName;
  readonly name: string;
  /** As its channel has checked it. */
  readonly address: string;
  /** The least urgent that is told. */
  readonly minUrgency: Urgency;
}

/** `secret` is shown here and never again; null for channels that sign nothing, and for what was there already. */
export interface Registered {
  readonly endpoint: Endpoint;
  readonly secret: string | null;
}
