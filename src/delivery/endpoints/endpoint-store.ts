import { type PrismaClient } from '../../generated/prisma/client';
import { type Clock } from '../../time';
import { ChannelName } from '../delivery-words';
import { type NewestFirst } from '../newest-first';
import { newSecret } from '../webhook/sign';
import { type Endpoint, type NewEndpoint, type Owners, type Registered } from './endpoint';
import { type EndpointSeal } from './endpoint-seal';

/** For so long after a rotation the secret before it is signed with, too. */
const SECRETS_OVERLAP_MS = 24 * 3_600_000;
/** Valid at once: each is a signature in every request. */
const MAX_SECRETS = 4;
/** Of one owner and channel: each event is written and delivered once for each of them. */
const MAX_ENABLED = 200;

interface EndpointStoreDeps {
  readonly prisma: PrismaClient;
  readonly seal: EndpointSeal;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface EndpointStore {
  /**
   * The same address of the same owner and channel is registered once, however often it is asked for; its name, urgency and
   * user are those that were asked for last. So a browser goes over to whoever registers it last: a shared device must not fall
   * silent when the first of its users leaves. Null: the owner has as many as it may have.
   */
  add(endpoint: NewEndpoint): Promise<Registered | null>;
  find(id: string): Promise<Endpoint | null>;
  /** A batch function, to be used through the request's loaders. Whoever asks must know that the viewer may see them. */
  readonly byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, Endpoint>>;
  /** Of any of these owners, those that were disabled among them. */
  idsOf(owners: Owners): Promise<string[]>;
  /** The same, a page of them. */
  pageOf(owners: Owners, page: Pick<NewestFirst, 'where' | 'orderBy' | 'take'>): Promise<Endpoint[]>;
  /** A new secret for a webhook; those before it stay valid for the rest of their day. Null: too many of them are. */
  rotate(id: string): Promise<string | null>;
  /** For good: whoever wants to be told again registers again. */
  disable(id: string): Promise<Endpoint>;
}

/** Endpoints in PostgreSQL; what may be read of them is decided by who calls this. */
export function createEndpointStore({ prisma, seal, clock, newId }: EndpointStoreDeps): EndpointStore {
  const sealedSecret = (endpointId: string, secret: string) => {
    return { id: newId(), endpointId, sealed: seal.seal(endpointId, 'secret', secret) };
  };

  return {
    async add({ address, owner, channel, ...shown }) {
      const same = { ...owner, channel, addressDigest: seal.digest(address), disabledAt: null };
      const known = await prisma.deliveryEndpoint.updateManyAndReturn({
        where: same,
        data: shown,
        select: SHOWN,
      });
      if (known[0] !== undefined) return { endpoint: known[0], secret: null };
      const enabled = { ...owner, channel, disabledAt: null };
      if ((await prisma.deliveryEndpoint.count({ where: enabled })) >= MAX_ENABLED) return null;
      const id = newId();
      const secret = channel === ChannelName.WEBHOOK ? newSecret() : null;
      const isNew = await prisma.$transaction(async (tx) => {
        // Two at once: one of them makes it, the other finds it.
        const made = {
          ...same,
          ...shown,
          id,
          address: seal.seal(id, 'address', address),
          createdAt: clock.now(),
        };
        const { count } = await tx.deliveryEndpoint.createMany({ data: made, skipDuplicates: true });
        if (count === 1 && secret !== null)
          await tx.deliverySecret.create({ data: sealedSecret(id, secret) });
        return count === 1;
      });
      const endpoint = await prisma.deliveryEndpoint.findFirstOrThrow({ where: same, select: SHOWN });
      return { endpoint, secret: isNew ? secret : null };
    },

    find: (id) => prisma.deliveryEndpoint.findUnique({ where: { id }, select: SHOWN }),

    byIds: async (ids) => {
      const rows = await prisma.deliveryEndpoint.findMany({ where: { id: { in: [...ids] } }, select: SHOWN });
      return new Map(rows.map((row) => [row.id, row]));
    },

    async idsOf(owners) {
      const rows = await prisma.deliveryEndpoint.findMany({ where: ownedBy(owners), select: { id: true } });
      return rows.map(({ id }) => id);
    },

    pageOf: (owners, { where, ...rows }) =>
      prisma.deliveryEndpoint.findMany({ where: { ...ownedBy(owners), ...where }, ...rows, select: SHOWN }),

    async rotate(id) {
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + SECRETS_OVERLAP_MS);
      const secret = newSecret();
      return prisma.$transaction(async (tx) => {
        // Of two rotations at once the second is to see the first.
        await tx.$queryRaw`SELECT 1 FROM delivery_endpoint WHERE id = ${id}::uuid FOR UPDATE`;
        const valid = { endpointId: id, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
        if ((await tx.deliverySecret.count({ where: valid })) >= MAX_SECRETS) return null;
        await tx.deliverySecret.updateMany({
          where: { endpointId: id, expiresAt: null },
          data: { expiresAt },
        });
        await tx.deliverySecret.create({ data: sealedSecret(id, secret) });
        return secret;
      });
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

function ownedBy({ facilityIds, poolIds }: Owners) {
  return { OR: [{ facilityId: { in: [...facilityIds] } }, { poolId: { in: [...poolIds] } }] };
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
