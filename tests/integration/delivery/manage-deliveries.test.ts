import { v7 as newId } from 'uuid';
import { createWebhookChannel } from '../../../src/delivery/webhook/webhook-channel';
import { createOutbound } from '../../../src/delivery/outbound/post';
import { type DeliveryDoor } from '../../../src/delivery';
import {
  disableEndpoint,
  type EndpointRequest,
  registerEndpoint,
  rotateEndpointSecret,
} from '../../../src/delivery/endpoints/manage-endpoints';
import { listEndpoints } from '../../../src/delivery/endpoints/list-endpoints';
import { listDeliveries } from '../../../src/delivery/queue/list-deliveries';
import { redriveDelivery } from '../../../src/delivery/queue/redrive';
import { writeDeliveries } from '../../../src/delivery/queue/write-deliveries';
import { type CaseError, type Result, Role, type Viewer } from '../../../src/domain';
import { type Delivery } from '../../../src/generated/prisma/client';
import { type Connection } from '../../../src/graphql';
import { openCase, openFacility } from '../escalation/case-events';
import { ALL, type Ground, hire, openGround, openPool } from './delivery-ground';

const ADDRESS = 'https://hooks.example.org/in';
const FIRST_PAGE = { filter: null, first: 20, after: null };

describe('who is told, and what was delivered', () => {
  let ground: Ground;
  let door: DeliveryDoor;
  let admin: Viewer;

  beforeEach(async () => {
    ground = await openGround();
    const { prisma, endpoints, deps, facilityId } = ground;
    const { jobs, clock } = deps;
    const resolve = (name: string) =>
      Promise.resolve([{ address: name.startsWith('inside') ? '10.0.0.1' : '93.184.216.34', family: 4 }]);
    const channels = {
      WEBHOOK: createWebhookChannel({ outbound: createOutbound({ allowPrivate: false, resolve }), clock }),
    };
    const facilityById = () => Promise.resolve(new Map());
    door = { prisma, jobs, clock, channels, endpoints, facilityById, pushPublicKey: null };
    admin = viewer(await hire(prisma, 'ADMIN', [facilityId]), [facilityId]);
  });
  afterEach(() => ground.close());

  const viewer = (id: string, facilityIds: string[], role: Role = Role.ADMIN): Viewer => ({
    id,
    role,
    facilityIds,
    displayName: role,
    session: null,
  });
  const asked = (given: Partial<EndpointRequest> = {}): EndpointRequest => ({
    facilityId: ground.facilityId,
    channel: 'WEBHOOK',
    name: 'Night desk',
    address: ADDRESS,
    minUrgency: 'URGENT',
    ...given,
  });
  const refusal = async <T>(result: Promise<Result<T, CaseError>>): Promise<CaseError | null> => {
    const settled = await result;
    return settled.ok ? null : settled.error;
  };
  const must = async <T>(result: Promise<Result<T, CaseError>>): Promise<T> => {
    const settled = await result;
    if (!settled.ok) throw new Error(settled.error.message);
    return settled.value;
  };

  it('registers an address once, and shows its secret once', async () => {
    const all = await Promise.all(
      Array.from({ length: 5 }, () => must(registerEndpoint(door, admin, asked()))),
    );
    expect(new Set(all.map(({ endpoint }) => endpoint.id)).size).toBe(1);
    expect(all.filter(({ secret }) => secret !== null)).toHaveLength(1);
    const stored = await ground.prisma.deliveryEndpoint.findFirstOrThrow();
    expect(Buffer.from(stored.address).includes('hooks.example.org')).toBe(false);
  });

  it('gives what is registered again the name and urgency that were asked for last', async () => {
    const first = await must(registerEndpoint(door, admin, asked()));
    const again = await must(registerEndpoint(door, admin, asked({ name: 'Day desk', minUrgency: 'SOON' })));
    expect(again).toEqual({
      endpoint: { ...first.endpoint, name: 'Day desk', minUrgency: 'SOON' },
      secret: null,
    });
  });

  it('lets nobody have endpoints without number', async () => {
    const row = { facilityId: ground.facilityId, channel: 'WEBHOOK', name: '', minUrgency: 'SOON' } as const;
    const data = Array.from({ length: 200 }, (_, i) => ({
      ...row,
      id: newId(),
      address: new Uint8Array(),
      addressDigest: new Uint8Array([i]),
      createdAt: door.clock.now(),
    }));
    await ground.prisma.deliveryEndpoint.createMany({ data });
    expect(await refusal(registerEndpoint(door, admin, asked()))).toMatchObject({ code: 'CONFLICT' });
    await must(disableEndpoint(door, admin, data[0]?.id ?? ''));
    await must(registerEndpoint(door, admin, asked()));
    expect(await refusal(registerEndpoint(door, admin, asked({ address: `${ADDRESS}/2` })))).toMatchObject({
      code: 'CONFLICT',
    });
    await must(registerEndpoint(door, admin, asked({ name: 'Day desk' })));
  });

  it.each<[string, Partial<EndpointRequest>, string]>([
    ['an address inside', { address: 'https://inside.example.org/' }, 'address'],
    ['plain http', { address: 'http://hooks.example.org/' }, 'address'],
    ['a channel that is not configured', { channel: 'EMAIL', address: 'a@b.example' }, 'channel'],
    ['a browser that does not register itself', { channel: 'WEB_PUSH' }, 'channel'],
    ['nobody', { facilityId: null }, 'facilityId'],
    ['a facility and a pool at once', { poolId: newId() }, 'facilityId'],
  ])('refuses %s', async (_what, given, field) => {
    const error = await refusal(registerEndpoint(door, admin, asked(given)));
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(JSON.stringify(error)).not.toContain('example.org');
  });

  it('lets administrators decide for their own facilities and pools alone', async () => {
    const { prisma, facilityId } = ground;
    const south = await openFacility(prisma, 'South');
    const stranger = viewer(await hire(prisma, 'ADMIN', [south]), [south]);
    const responder = viewer(await hire(prisma, 'RESPONDER', [facilityId]), [facilityId], Role.RESPONDER);
    const pool = await openPool(prisma, 'REGIONAL', [admin.id]);
    const ofPool = asked({ facilityId: null, poolId: pool });
    const { endpoint } = await must(registerEndpoint(door, admin, asked()));
    await must(registerEndpoint(door, admin, ofPool));
    expect(await refusal(registerEndpoint(door, stranger, asked()))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(registerEndpoint(door, stranger, ofPool))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(registerEndpoint(door, responder, asked()))).toMatchObject({ code: 'FORBIDDEN' });
    for (const change of [rotateEndpointSecret, disableEndpoint]) {
      expect(await refusal<unknown>(change(door, stranger, endpoint.id))).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await refusal<unknown>(change(door, responder, endpoint.id))).toMatchObject({
        code: 'FORBIDDEN',
      });
      expect(await refusal<unknown>(change(door, admin, newId()))).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await refusal(listDeliveries(door, responder, FIRST_PAGE))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('lists endpoints newest first, page by page, those that were disabled among them', async () => {
    const ids: string[] = [];
    for (const path of ['1', '2', '3']) {
      const { endpoint } = await must(
        registerEndpoint(door, admin, asked({ address: `${ADDRESS}/${path}` })),
      );
      ids.unshift(endpoint.id);
    }
    await must(disableEndpoint(door, admin, ids[1] ?? ''));
    const first = await must(listEndpoints(door, admin, { first: 2, after: null }));
    expect(first.edges.map(({ node }) => node.id)).toEqual(ids.slice(0, 2));
    expect(first.edges[1]?.node.disabledAt).toEqual(door.clock.now());
    const second = await must(listEndpoints(door, admin, { first: 2, after: first.pageInfo.endCursor }));
    expect(second.edges.map(({ node }) => node.id)).toEqual(ids.slice(2));
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('lists deliveries newest first, page by page, dead letters apart', async () => {
    const { prisma } = ground;
    const { endpoint } = await must(registerEndpoint(door, admin, asked()));
    const written = await openCase(prisma, ground.facilityId);
    for (let i = 0; i < 5; i++) await ground.happen(written);
    await writeDeliveries(ground.writing, ALL);
    const all = await prisma.delivery.findMany({ orderBy: { eventPosition: 'desc' } });
    await prisma.delivery.update({ where: { id: all[3]?.id }, data: { status: 'DEAD' } });

    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Connection<Delivery> = await must(
        listDeliveries(door, admin, { filter: null, first: 2, after }),
      );
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(all.map(({ id }) => id));
    const dead = { filter: { status: ['DEAD' as const], endpointId: endpoint.id }, first: 20, after: null };
    const letters = await must(listDeliveries(door, admin, dead));
    expect(letters.edges.map(({ node }) => node.id)).toEqual([all[3]?.id]);
    const south = await openFacility(prisma, 'South');
    const stranger = viewer(await hire(prisma, 'ADMIN', [south]), [south]);
    expect((await must(listDeliveries(door, stranger, FIRST_PAGE))).edges).toEqual([]);
    expect(await refusal(listDeliveries(door, admin, { ...FIRST_PAGE, after: 'nonsense' }))).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('gives a dead letter another day under its old id, once', async () => {
    const { prisma, promised } = ground;
    const { endpoint } = await must(registerEndpoint(door, admin, asked()));
    const written = await openCase(prisma, ground.facilityId);
    await ground.happen(written);
    await writeDeliveries(ground.writing, ALL);
    const { id } = await prisma.delivery.findFirstOrThrow();
    await prisma.delivery.update({ where: { id }, data: { status: 'DEAD', attempts: 31 } });
    ground.pass(1_000);
    const revived = await must(redriveDelivery(door, admin, id));
    await must(redriveDelivery(door, admin, id.toUpperCase()));
    expect(revived).toMatchObject({ id, status: 'PENDING', attempts: 0, firstAt: door.clock.now() });
    expect(promised.filter(({ deliveryId }) => deliveryId === id)).toHaveLength(2);

    await prisma.delivery.update({ where: { id }, data: { status: 'DELIVERED' } });
    expect(await must(redriveDelivery(door, admin, id))).toMatchObject({ status: 'DELIVERED' });
    expect(promised.filter(({ deliveryId }) => deliveryId === id)).toHaveLength(2);
    await prisma.delivery.update({ where: { id }, data: { status: 'DEAD' } });
    await must(disableEndpoint(door, admin, endpoint.id));
    expect(await refusal(redriveDelivery(door, admin, id))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusal(redriveDelivery(door, admin, newId()))).toMatchObject({ code: 'NOT_FOUND' });
    const stranger = viewer(newId(), []);
    expect(await refusal(redriveDelivery(door, stranger, id))).toMatchObject({
      code: 'NOT_FOUND',
      message: 'No such delivery.',
    });
  });
});
