import { type PrismaClient } from '../generated/prisma/client';
import { type Identity } from '../identity';
import { type Jobs } from '../jobs';
import { type Clock } from '../time';
import { type Channels } from './channel';
import { type EndpointStore } from './endpoints/endpoint-store';

/** What the resolvers of this room are given. */
export interface DeliveryDoor {
  readonly prisma: PrismaClient;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly clock: Clock;
  readonly channels: Channels;
  readonly endpoints: EndpointStore;
  /** What browsers subscribe with; null where Web Push is not configured. */
  readonly pushPublicKey: string | null;
  readonly facilityById: Identity['facilityById'];
}
