import fc from 'fast-check';
import { writeDeliveries } from '../../../src/delivery/queue/write-deliveries';
import { Urgency, urgencyRank } from '../../../src/domain';
import { openCase, openFacility, type WrittenCase } from '../escalation/case-events';
import { ALL, type Ground, hire, openGround, openPool } from './delivery-ground';

const URGENCIES = Object.values(Urgency);

/** Who is told of what, against a model of it: random endpoints of facilities and pools, random events of two facilities. */
const LONG_MS = 120_000;
const RUNS = 25;
const OWNERS = ['NORTH', 'SOUTH', 'REGION', 'ELSEWHERE', 'PLATFORM'] as const;
type Owner = (typeof OWNERS)[number];
const FIRST_TIER: Readonly<Record<Owner, number>> = {
  NORTH: 1,
  SOUTH: 1,
  REGION: 2,
  ELSEWHERE: Infinity,
  PLATFORM: 3,
};
const TOLD = {
  WEBHOOK: ['RAISED', 'REMINDED', 'ACKNOWLEDGED', 'RESOLVED'],
  EMAIL: ['RAISED', 'REMINDED'],
  WEB_PUSH: ['RAISED', 'REMINDED', 'ACKNOWLEDGED'],
} as const;

const endpoint = fc.record({
  owner: fc.constantFrom(...OWNERS),
  channel: fc.constantFrom('WEBHOOK', 'EMAIL', 'WEB_PUSH'),
  minUrgency: fc.constantFrom(...URGENCIES),
  isDisabled: fc.boolean(),
  /** Of whose browser it is: somebody who is there, somebody who is not, or nobody in person. */
  user: fc.constantFrom('THERE', 'ELSEWHERE', null),
});
const event = fc.record({
  facility: fc.constantFrom('NORTH', 'SOUTH'),
  urgency: fc.constantFrom(...URGENCIES),
  tier: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom('RAISED', 'REMINDED', 'ACKNOWLEDGED', 'RESOLVED'),
});
type SomeEndpoint = typeof endpoint extends fc.Arbitrary<infer E> ? E : never;
type SomeEvent = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** The North is of the region, the South of none. */
function isTold({ owner, channel, minUrgency, isDisabled, user }: SomeEndpoint, told: SomeEvent): boolean {
  const { facility, urgency, tier, kind } = told;
  const isTheirs = owner === 'NORTH' || owner === 'SOUTH' ? owner === facility : true;
  const isOfRegion = owner !== 'REGION' || facility === 'NORTH';
  const atLeastAsUrgent = urgencyRank(urgency) >= urgencyRank(minUrgency);
  const isInTheirChannel = (TOLD[channel] as readonly string[]).includes(kind);
  const isReached = isTheirs && isOfRegion && tier >= FIRST_TIER[owner];
  return isReached && atLeastAsUrgent && isInTheirChannel && !isDisabled && user !== 'ELSEWHERE';
}

describe('the fan-out', () => {
  let ground: Ground;
  let cases: Record<SomeEvent['facility'], WrittenCase>;
  let owners: Record<Owner, { facilityId: string; poolId: null } | { facilityId: null; poolId: string }>;
  let users: { THERE: string; ELSEWHERE: string };

  beforeAll(async () => {
    ground = await openGround();
    const { prisma, facilityId: north } = ground;
    const south = await openFacility(prisma, 'South');
    const there = await hire(prisma, 'RESPONDER', [north, south]);
    users = { THERE: there, ELSEWHERE: await hire(prisma, 'RESPONDER', []) };
    const region = await openPool(prisma, 'REGIONAL', [there]);
    await prisma.facility.update({ where: { id: north }, data: { poolId: region } });
    const ofPool = (poolId: string) => ({ facilityId: null, poolId });
    owners = {
      NORTH: { facilityId: north, poolId: null },
      SOUTH: { facilityId: south, poolId: null },
      REGION: ofPool(region),
      ELSEWHERE: ofPool(await openPool(prisma, 'REGIONAL', [there])),
      PLATFORM: ofPool(await openPool(prisma, 'PLATFORM', [there])),
    };
    cases = { NORTH: await openCase(prisma, north), SOUTH: await openCase(prisma, south) };
  }, LONG_MS);
  afterAll(() => ground.close());

  async function register({ owner, user, isDisabled, ...given }: SomeEndpoint, at: number): Promise<string> {
    const staffId = user === null ? null : users[user];
    const registered = await ground.register(`address ${at}`, { ...given, owner: owners[owner], staffId });
    if (isDisabled) await ground.endpoints.disable(registered.endpoint.id);
    return registered.endpoint.id;
  }

  it(
    'tells of each event whoever is to be told, once, and nobody else',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(endpoint, { maxLength: 6 }),
          fc.array(event, { maxLength: 4 }),
          fc.integer({ min: 1, max: 5 }),
          async (endpoints, events, deliveries) => {
            await ground.prisma.deliveryEndpoint.deleteMany();
            const before = Number(
              (await ground.prisma.deliveryCursor.findUniqueOrThrow({ where: { id: 1 } })).position,
            );
            const ids: string[] = [];
            for (const [at, given] of endpoints.entries()) ids.push(await register(given, at));
            for (const { facility, kind, ...given } of events)
              await ground.happen(cases[facility], { ...given, escalationKind: kind });
            while ((await writeDeliveries(ground.writing, { ...ALL, deliveries })) > 0);

            const written = await ground.prisma.delivery.findMany({ orderBy: { eventPosition: 'asc' } });
            const toldTo = ids.map((id) =>
              written
                .filter(({ endpointId }) => endpointId === id)
                .map(({ eventPosition }) => events[Number(eventPosition) - before - 1]),
            );
            expect(toldTo).toEqual(endpoints.map((given) => events.filter((told) => isTold(given, told))));
          },
        ),
        { numRuns: RUNS },
      );
    },
    LONG_MS,
  );
});
