import { type Urgency } from '../../domain';
import { type DeliveryEndpoint as EndpointRow, type PrismaClient } from '../../generated/prisma/client';
import { type Clock } from '../../time';
import { type DeliveryTarget } from '../channel';
import { ChannelName } from '../delivery-words';
import { newSecret } from '../webhook/sign';
import { type EndpointSeal } from './endpoint-seal';

/** Both are signed with for so long after a rotation. */
const SECRETS_OVERLAP_MS = 24 * 3_600_000;

/** Who is told: one of both. */
export type EndpointOwner =
  | { readonly facilityId: string; readonly poolId: null }
  | { readonly facilityId: null; readonly poolId: string };

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

interface EndpointStoreDeps {
  readonly prisma: PrismaClient;
  readonly seal: EndpointSeal;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface EndpointStore {
  /**
   * The same address of the same owner and channel is registered once, however often it is asked for. A browser goes over
   * to whoever registers it last: a shared device must not fall silent when the first of its users leaves.
   */
  add(endpoint: NewEndpoint): Promise<Registered>;
  find(id: string): Promise<Endpoint | null>;
  /** A batch function, to be used through the request's loaders. Whoever asks must know that the viewer may see them. */
  readonly byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, Endpoint>>;
  /** Of any of these owners, the newest first, those that were disabled among them. */
  ofOwners(owners: {
    readonly facilityIds: readonly string[];
    readonly poolIds: readonly string[];
  }): Promise<Endpoint[]>;
  /** A new secret for a webhook; the one before it stays valid for a day. */
  rotate(id: string): Promise<string>;
  /** For good: whoever wants to be told again registers again. */
  disable(id: string): Promise<Endpoint>;
}

export function createEndpointStore({ prisma, seal, clock, newId }: EndpointStoreDeps): EndpointStore {
  return {
    async add({ address, ...endpoint }) {
      const addressDigest = seal.digest(address);
      const { owner, channel } = endpoint;
      const same = { ...owner, channel, addressDigest, disabledAt: null };
      const { name, staffId, minUrgency } = endpoint;
      if (channel === ChannelName.WEB_PUSH)
        await prisma.deliveryEndpoint.updateMany({ where: same, data: { name, staffId, minUrgency } });
      const known = await prisma.deliveryEndpoint.findFirst({ where: same, select: SHOWN });
      if (known !== null) return { endpoint: known, secret: null };
      const id = newId();
      const secret = channel === ChannelName.WEBHOOK ? newSecret() : null;
      // Two at once: one of them makes it, the other finds it.
      const { count } = await prisma.deliveryEndpoint.createMany({
        data: {
          ...same,
          id,
          name,
          staffId,
          minUrgency,
          address: seal.seal(id, 'address', address),
          secret: secret === null ? null : seal.seal(id, 'secret', secret),
          createdAt: clock.now(),
        },
        skipDuplicates: true,
      });
      const made = await prisma.deliveryEndpoint.findFirstOrThrow({ where: same, select: SHOWN });
      return { endpoint: made, secret: count === 1 ? secret : null };
    },

    find: (id) => prisma.deliveryEndpoint.findUnique({ where: { id }, select: SHOWN }),

    byIds: async (ids) => {
      const rows = await prisma.deliveryEndpoint.findMany({ where: { id: { in: [...ids] } }, select: SHOWN });
      return new Map(rows.map((row) => [row.id, row]));
    },

    ofOwners: ({ facilityIds, poolIds }) =>
      prisma.deliveryEndpoint.findMany({
        where: { OR: [{ facilityId: { in: [...facilityIds] } }, { poolId: { in: [...poolIds] } }] },
        orderBy: { id: 'desc' },
        select: SHOWN,
      }),

    async rotate(id) {
      const secret = newSecret();
      // In the database, so that of two rotations at once each leaves the other's secret valid.
      await prisma.$executeRaw`
        UPDATE delivery_endpoint SET previous_secret = secret, secret = ${seal.seal(id, 'secret', secret)},
               secret_rotated_at = ${clock.now()} WHERE id = ${id}::uuid`;
      return secret;
    },

    async disable(id) {
      await prisma.deliveryEndpoint.updateMany({
        where: { id, disabledAt: null },
        data: { disabledAt: clock.now() },
      });
      return prisma.deliveryEndpoint.findUniqueOrThrow({ where: { id }, select: SHOWN });
    },
  };
}

/** What a channel needs to know of it. Throws SealBrokenError if the row was tampered with. */
export function openTarget(row: EndpointRow, seal: EndpointSeal, now: Date): DeliveryTarget {
  const isOverlap =
    row.secretRotatedAt !== null && now.getTime() < row.secretRotatedAt.getTime() + SECRETS_OVERLAP_MS;
  const sealed = [row.secret, isOverlap ? row.previousSecret : null].filter((secret) => secret !== null);
  return {
    endpointId: row.id,
    address: seal.open(row.id, 'address', row.address),
    secrets: sealed.map((secret) => seal.open(row.id, 'secret', secret)),
  };
}

const SHOWN = {
  id: true,
  facilityId: true,
  poolId: true,
  staffId: true,
  channel: true,
  name: true,
  minUrgency: true,
  createdAt: true,
  disabledAt: true,
} as const;
