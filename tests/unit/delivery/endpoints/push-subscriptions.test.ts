import { type AddressProblem } from '../../../../src/delivery/delivery-words';
import { err, ok, Role, Urgency, type Viewer } from '../../../../src/domain';
import { type Endpoint, type NewEndpoint } from '../../../../src/delivery/endpoints/endpoint';
import { type PrismaClient } from '../../../../src/generated/prisma/client';
import {
  type PushRequest,
  registerPushSubscription,
  removePushSubscription,
} from '../../../../src/delivery/endpoints/push-subscriptions';

const FACILITY = '01939a00-0000-7000-8000-000000000001';
const ELSEWHERE = '01939a00-0000-7000-8000-000000000002';
const POOL = '01939a00-0000-7000-8000-000000000003';
const VIEWER: Viewer = {
  id: '01939a00-0000-7000-8000-000000000011',
  role: Role.RESPONDER,
  displayName: 'On call',
  facilityIds: [FACILITY],
  session: null,
};
const BROWSER: PushRequest = {
  facilityId: FACILITY,
  endpoint: 'https://push.example/abc',
  p256dh: 'key',
  auth: 'secret',
  name: 'My telephone',
  minUrgency: Urgency.SOON,
};

/** Knows that VIEWER is in POOL. */
class PoolMembers {
  count({ where }: { where: { poolId: string; staffId: string } }): Promise<number> {
    return Promise.resolve(where.poolId === POOL && where.staffId === VIEWER.id ? 1 : 0);
  }
}

/** A store in memory, with the pool that VIEWER is in. */
function house({ problem = null as AddressProblem | null, isConfigured = true } = {}) {
  const added: NewEndpoint[] = [];
  const shown: Endpoint[] = [];
  const disabled: string[] = [];
  return {
    added,
    shown,
    disabled,
    endpoints: {
      add: (endpoint: NewEndpoint) => {
        added.push(endpoint);
        const { owner, staffId, channel, name, minUrgency } = endpoint;
        const id = `01939a00-0000-7000-8000-0000000000e${added.length}`;
        const made = {
          id,
          ...owner,
          staffId,
          channel,
          name,
          minUrgency,
          createdAt: new Date(0),
          disabledAt: null,
        };
        shown.push(made);
        return Promise.resolve({ endpoint: made, secret: null });
      },
      find: (id: string) => Promise.resolve(shown.find((endpoint) => endpoint.id === id) ?? null),
      disable: (id: string) => {
        disabled.push(id);
        const [endpoint] = shown.filter((candidate) => candidate.id === id);
        return endpoint === undefined ? Promise.reject(new Error(id)) : Promise.resolve(endpoint);
      },
    },
    channels: isConfigured
      ? {
          WEB_PUSH: {
            check: (address: string) => Promise.resolve(problem === null ? ok(address) : err(problem)),
            deliver: () => Promise.reject(new Error('Nothing is pushed here.')),
          },
        }
      : {},
    prisma: { poolMember: new PoolMembers() as unknown as PrismaClient['poolMember'] },
  };
}

describe('a browser', () => {
  it('is registered for a facility of its user’s, in the user’s name', async () => {
    const deps = house();
    const registered = await registerPushSubscription(deps, VIEWER, BROWSER);
    expect(registered).toMatchObject({ ok: true, value: { facilityId: FACILITY, name: 'My telephone' } });
    expect(deps.added).toEqual([
      {
        owner: { facilityId: FACILITY, poolId: null },
        staffId: VIEWER.id,
        channel: 'WEB_PUSH',
        name: 'My telephone',
        address: '{"endpoint":"https://push.example/abc","keys":{"p256dh":"key","auth":"secret"}}',
        minUrgency: Urgency.SOON,
      },
    ]);
  });

  it('is registered for a pool of its user’s, from the urgency on that is asked for', async () => {
    const deps = house();
    const input = { ...BROWSER, facilityId: null, poolId: POOL, minUrgency: Urgency.EMERGENCY };
    expect(await registerPushSubscription(deps, VIEWER, input)).toMatchObject({ ok: true });
    expect(deps.added).toMatchObject([
      { owner: { facilityId: null, poolId: POOL }, minUrgency: 'EMERGENCY' },
    ]);
  });

  it.each<[string, Partial<PushRequest>, Partial<Viewer>, string]>([
    ['a facility that is not its user’s', { facilityId: ELSEWHERE }, {}, 'NOT_FOUND'],
    ['a pool that its user is not in', { facilityId: null, poolId: ELSEWHERE }, {}, 'NOT_FOUND'],
    ['a pool that is none', { facilityId: null, poolId: 'none' }, {}, 'NOT_FOUND'],
    ['nobody', { facilityId: null }, {}, 'BAD_USER_INPUT'],
    ['two owners', { poolId: POOL }, {}, 'BAD_USER_INPUT'],
    ['a partner’s key', {}, { role: Role.PARTNER }, 'FORBIDDEN'],
    ['a kiosk in a pool', { facilityId: null, poolId: POOL }, { role: Role.KIOSK }, 'FORBIDDEN'],
  ])('is not registered for %s', async (_whom, input, viewer, code) => {
    const deps = house();
    const registered = await registerPushSubscription(
      deps,
      { ...VIEWER, ...viewer },
      { ...BROWSER, ...input },
    );
    expect(registered).toMatchObject({ ok: false, error: { code } });
    expect(deps.added).toEqual([]);
  });

  it.each<AddressProblem>(['MALFORMED', 'FORBIDDEN_ADDRESS', 'UNRESOLVABLE'])(
    'is refused for an endpoint that is %s, without a word of it',
    async (problem) => {
      const deps = house({ problem });
      const registered = await registerPushSubscription(deps, VIEWER, BROWSER);
      expect(registered).toMatchObject({ ok: false, error: { code: 'BAD_USER_INPUT', field: 'endpoint' } });
      expect(JSON.stringify(registered)).not.toContain('push.example');
      expect(deps.added).toEqual([]);
    },
  );

  it('is refused where Web Push is not configured', async () => {
    const registered = await registerPushSubscription(house({ isConfigured: false }), VIEWER, BROWSER);
    expect(registered).toMatchObject({ ok: false, error: { code: 'BAD_USER_INPUT' } });
  });
});

describe('removing', () => {
  it('is for the user’s own browsers', async () => {
    const deps = house();
    const registered = await registerPushSubscription(deps, VIEWER, BROWSER);
    const id = registered.ok ? registered.value.id : '';
    const colleague = { ...VIEWER, id: '01939a00-0000-7000-8000-000000000012', role: Role.ADMIN };
    expect(await removePushSubscription(deps, colleague, id)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await removePushSubscription(deps, VIEWER, 'no id')).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
    expect(deps.disabled).toEqual([]);
    expect(await removePushSubscription(deps, VIEWER, id.toUpperCase())).toMatchObject({ ok: true });
    expect(deps.disabled).toEqual([id]);
  });
});
