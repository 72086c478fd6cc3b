import { createSlots, type Slots } from '../../../../src/delivery/queue/slots';

const LIMITS = { perEndpoint: 2, perOwner: 3, forMail: 2 };
type Taker = Parameters<Slots['take']>[0];

function endpoint(id: string, given: Partial<Taker> = {}): Taker {
  return { id, facilityId: `facility of ${id}`, poolId: null, channel: 'WEBHOOK', ...given };
}

it('gives each endpoint a few slots, and takes them back', () => {
  const slots = createSlots(LIMITS);
  const release = slots.take(endpoint('slow'));
  slots.take(endpoint('slow'));
  expect(slots.take(endpoint('slow'))).toBeNull();
  expect(slots.take(endpoint('other'))).not.toBeNull();
  release?.();
  expect(slots.take(endpoint('slow'))).not.toBeNull();
  expect(slots.take(endpoint('slow'))).toBeNull();
});

it.each([
  ['a facility', { facilityId: 'north' }],
  ['a pool', { facilityId: null, poolId: 'region' }],
])('gives %s no more for having many endpoints', (_what, owner) => {
  const slots = createSlots(LIMITS);
  const [release] = ['a', 'b', 'c'].map((id) => slots.take(endpoint(id, owner)));
  expect(slots.take(endpoint('d', owner))).toBeNull();
  expect(slots.take(endpoint('e'))).not.toBeNull();
  release?.();
  expect(slots.take(endpoint('d', owner))).not.toBeNull();
});

it('keeps some for others when all mail waits for its server', () => {
  const slots = createSlots(LIMITS);
  slots.take(endpoint('a', { channel: 'EMAIL' }));
  slots.take(endpoint('b', { channel: 'EMAIL' }));
  expect(slots.take(endpoint('c', { channel: 'EMAIL' }))).toBeNull();
  expect(slots.take(endpoint('d'))).not.toBeNull();
});

it('takes nothing where it gives nothing', () => {
  const slots = createSlots(LIMITS);
  const releases = ['a', 'a', 'a', 'a', 'b', 'b'].map((id) =>
    slots.take(endpoint(id, { facilityId: 'north' })),
  );
  releases.forEach((release) => release?.());
  const again = ['a', 'a', 'b'].map((id) => slots.take(endpoint(id, { facilityId: 'north' })));
  expect(again).not.toContain(null);
});
