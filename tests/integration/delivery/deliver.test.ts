import { deliver } from '../../../src/delivery/queue/deliver';
import { writeDeliveries } from '../../../src/delivery/queue/write-deliveries';
import { type Delivery } from '../../../src/generated/prisma/client';
import { signatureBy, startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver';
import { openCase, type WrittenCase } from '../escalation/case-events';
import { ALL, type Ground, hire, openGround } from './delivery-ground';

const HOUR_MS = 3_600_000;
const NEVER = new AbortController().signal;

describe('a delivery by webhook', () => {
  let ground: Ground;
  let receiver: WebhookReceiver;
  let written: WrittenCase;

  beforeEach(async () => {
    ground = await openGround();
    receiver = await startWebhookReceiver();
    written = await openCase(ground.prisma, ground.facilityId);
  });
  afterEach(async () => {
    await receiver.close();
    await ground.close();
  });

  /** One event, told to one endpoint: the delivery's id and the endpoint's secret. */
  const raise = async (): Promise<{ id: string; endpointId: string; secret: string }> => {
    const { endpoint, secret } = await ground.register(receiver.url);
    await ground.happen(written);
    await writeDeliveries(ground.writing, ALL);
    const { id } = await ground.prisma.delivery.findFirstOrThrow({ orderBy: { id: 'desc' } });
    return { id, endpointId: endpoint.id, secret: secret ?? '' };
  };
  /** One attempt, made when it is due. */
  const attempt = async (id: string): Promise<void> => {
    const { nextAt } = await read(id);
    ground.pass(Math.max(0, nextAt.getTime() - ground.deps.clock.now().getTime()));
    await deliver(ground.deps, id, NEVER);
  };
  const rotate = async (endpointId: string): Promise<string> => {
    const secret = await ground.endpoints.rotate(endpointId);
    if (secret === null) throw new Error('It cannot be rotated again.');
    return secret;
  };
  const read = (id: string): Promise<Delivery> => ground.prisma.delivery.findUniqueOrThrow({ where: { id } });

  it('is signed, under an id of its own, and says nothing about the patient', async () => {
    const { id, secret } = await raise();
    await attempt(id);
    expect(await read(id)).toMatchObject({ status: 'DELIVERED', attempts: 1, lastOutcome: 'DELIVERED' });
    const [webhook] = receiver.received;
    if (webhook === undefined) throw new Error('Nothing arrived.');
    expect(webhook.id).toBe(id);
    expect(webhook.signatures).toEqual([signatureBy(secret, webhook)]);
    const body = JSON.parse(webhook.body) as { data: Record<string, unknown> };
    expect(body).toMatchObject({ id, type: 'escalation.raised' });
    expect(Object.keys(body.data).sort()).toEqual(
      ['caseNumber', 'cursor', 'escalationId', 'tier', 'urgency', 'url'].sort(),
    );
  });

  it('is tried until it is taken, each time later, with the same id and the same bytes', async () => {
    const { id } = await raise();
    receiver.moods.push({ status: 500 }, 'BREAK_OFF', 'HANG', { status: 429, retryAfter: '600' });
    const outcomes: (string | null)[] = [];
    for (let i = 0; i < 5; i++) {
      await attempt(id);
      outcomes.push((await read(id)).lastOutcome);
    }
    expect(outcomes).toEqual(['HTTP_500', 'UNREACHABLE', 'TIMED_OUT', 'HTTP_429', 'DELIVERED']);
    expect(ground.promised.slice(1)).toEqual(
      [5_000, 10_000, 20_000, 600_000].map((startAfterMs) => ({ deliveryId: id, startAfterMs })),
    );
    expect(new Set(receiver.received.map((webhook) => webhook.id))).toEqual(new Set([id]));
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(ground.attempts).toEqual(['PENDING', 'PENDING', 'PENDING', 'PENDING', 'DELIVERED']);
  });

  it('of which the next attempt cannot be promised is as it was: its job is still there', async () => {
    const { id } = await raise();
    receiver.moods.push({ status: 500 });
    const jobs = { enqueue: () => Promise.reject(new Error('away')) };
    await expect(deliver({ ...ground.deps, jobs }, id, NEVER)).rejects.toThrow('away');
    expect(await read(id)).toMatchObject({ status: 'PENDING', attempts: 0, lastOutcome: null });
    await attempt(id);
    expect(await read(id)).toMatchObject({ status: 'DELIVERED', attempts: 1 });
  });

  it('is not sent again once it was taken', async () => {
    const { id } = await raise();
    await attempt(id);
    await attempt(id);
    expect(receiver.received).toHaveLength(1);
  });

  it('is given up after a day', async () => {
    const { id } = await raise();
    receiver.moods.push({ status: 503 }, { status: 503 });
    ground.pass(24 * HOUR_MS - 1_000);
    await attempt(id);
    expect(ground.promised.at(-1)).toEqual({ deliveryId: id, startAfterMs: 1_000 });
    ground.pass(1_000);
    await attempt(id);
    expect(await read(id)).toMatchObject({ status: 'DEAD', attempts: 2, lastOutcome: 'HTTP_503' });
    expect(ground.promised).toHaveLength(2);
  });

  it('disables what is gone, together with what still waits for it', async () => {
    const first = await raise();
    const second = await raise();
    receiver.moods.push({ status: 410 });
    await attempt(first.id);
    await attempt(second.id);
    expect(await read(first.id)).toMatchObject({ status: 'DEAD', lastOutcome: 'HTTP_410' });
    expect(await read(second.id)).toMatchObject({ status: 'DEAD', lastOutcome: 'ENDPOINT_DISABLED' });
    expect(await ground.endpoints.find(first.endpointId)).toMatchObject({
      disabledAt: ground.deps.clock.now(),
    });
    expect(receiver.received).toHaveLength(1);
  });

  it('carries both signatures for a day after a rotation, and then the new one', async () => {
    const { id, endpointId, secret } = await raise();
    const fresh = await rotate(endpointId);
    receiver.moods.push({ status: 500 });
    await attempt(id);
    ground.pass(24 * HOUR_MS - 1);
    receiver.moods.push({ status: 500 });
    await attempt(id);
    ground.pass(1);
    await attempt(id);
    const [first, second, third] = receiver.received;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('Too few arrived.');
    expect(first.signatures).toEqual([signatureBy(fresh, first), signatureBy(secret, first)]);
    expect(second.signatures).toHaveLength(2);
    expect(third.signatures).toEqual([signatureBy(fresh, third)]);
  });

  it('carries the signature of each secret that was valid within the day, and of no more than four', async () => {
    const { id, endpointId, secret } = await raise();
    const secrets = [secret, await rotate(endpointId), await rotate(endpointId), await rotate(endpointId)];
    expect(await ground.endpoints.rotate(endpointId)).toBeNull();
    await attempt(id);
    const [webhook] = receiver.received;
    if (webhook === undefined) throw new Error('Nothing arrived.');
    expect(webhook.signatures).toEqual(secrets.reverse().map((each) => signatureBy(each, webhook)));
    ground.pass(24 * HOUR_MS);
    expect(await ground.endpoints.rotate(endpointId)).not.toBeNull();
  });

  it('is not tried before its time, although a job that ran before is run again', async () => {
    const { id } = await raise();
    receiver.moods.push({ status: 500 });
    await attempt(id);
    ground.pass(2_000);
    await deliver(ground.deps, id, NEVER);
    expect(receiver.received).toHaveLength(1);
    expect(ground.promised.at(-1)).toEqual({ deliveryId: id, startAfterMs: 3_000 });
  });

  it('is signed as of its attempt, not as of its event: receivers refuse what is five minutes old', async () => {
    const { id } = await raise();
    receiver.moods.push({ status: 500 });
    await attempt(id);
    ground.pass(20 * HOUR_MS);
    await attempt(id);
    const seconds = receiver.received.map(({ timestamp }) => Number(timestamp));
    expect(seconds[1]).toBe(Math.floor(ground.deps.clock.now().getTime() / 1_000));
    expect((seconds[1] ?? 0) - (seconds[0] ?? 0)).toBe(20 * 3_600);
  });

  it('that cannot be made for a fault of ours is tried again, and seen', async () => {
    const { id, endpointId } = await raise();
    const { address } = await ground.prisma.deliveryEndpoint.findUniqueOrThrow({ where: { id: endpointId } });
    const damaged = address.map((byte, at) => (at === 20 ? byte ^ 1 : byte));
    await ground.prisma.deliveryEndpoint.update({ where: { id: endpointId }, data: { address: damaged } });
    await attempt(id);
    expect(await read(id)).toMatchObject({ status: 'PENDING', attempts: 1, lastOutcome: 'OWN_FAULT' });
    expect(ground.logged).toEqual([[expect.any(String), expect.objectContaining({ operation: 'WEBHOOK' })]]);
    ground.pass(24 * HOUR_MS);
    await attempt(id);
    expect(await read(id)).toMatchObject({ status: 'DEAD', lastOutcome: 'OWN_FAULT' });
  });

  it('that was redriven while an old attempt hung is not buried by it', async () => {
    const { id } = await raise();
    const firstAt = new Date('2026-03-02T10:00:00Z');
    const redriven = new Promise<void>((resolve) => {
      receiver.onReceived = () => {
        void ground.prisma.delivery.update({ where: { id }, data: { firstAt } }).then(() => resolve());
      };
    });
    receiver.moods.push('HANG');
    await attempt(id);
    await redriven;
    expect(await read(id)).toMatchObject({ status: 'PENDING', attempts: 0, firstAt, lastOutcome: null });
  });

  it('that was taken after all is delivered, although it was given up meanwhile', async () => {
    const { id } = await raise();
    const { deps, prisma } = ground;
    const slow = {
      check: () => Promise.reject(new Error('Nobody asks.')),
      deliver: async () => {
        await prisma.delivery.update({ where: { id }, data: { status: 'DEAD' } });
        return { ok: true, value: undefined } as const;
      },
    };
    await deliver({ ...deps, channels: { WEBHOOK: slow } }, id, NEVER);
    expect(await read(id)).toMatchObject({ status: 'DELIVERED', deliveredAt: deps.clock.now() });
  });

  it('for the browser of somebody who has left meanwhile is not made', async () => {
    const { prisma, facilityId, deps } = ground;
    const staffId = await hire(prisma, 'RESPONDER', [facilityId]);
    await ground.register('a browser', { channel: 'WEB_PUSH', staffId });
    await ground.happen(written);
    await writeDeliveries(ground.writing, ALL);
    const { id } = await prisma.delivery.findFirstOrThrow();
    await prisma.staffMembership.deleteMany({ where: { staffId } });
    const told = jest.fn(() => Promise.resolve({ ok: true, value: undefined } as const));
    const channels = { WEB_PUSH: { check: () => Promise.reject(new Error('Nobody asks.')), deliver: told } };
    await deliver({ ...deps, channels }, id, NEVER);
    expect(told).not.toHaveBeenCalled();
    expect(await read(id)).toMatchObject({ status: 'DEAD', lastOutcome: 'NOBODY_THERE' });
  });

  it('waits for a channel that is not configured', async () => {
    const { id } = await raise();
    await deliver({ ...ground.deps, channels: {} }, id, NEVER);
    expect(await read(id)).toMatchObject({ status: 'PENDING', lastOutcome: 'NOT_CONFIGURED' });
    await attempt(id);
    expect(await read(id)).toMatchObject({ status: 'DELIVERED' });
  });

  it('waits, and is not counted, while its receiver is busy with others', async () => {
    const { id } = await raise();
    await deliver({ ...ground.deps, slots: { take: () => null } }, id, NEVER);
    expect(await read(id)).toMatchObject({ status: 'PENDING', attempts: 0 });
    expect(ground.promised.at(-1)).toEqual({ deliveryId: id, startAfterMs: 1_000 });
  });

  it('keeps a pause that was promised, but none by a clock that was ahead', async () => {
    const { id } = await raise();
    ground.pass(-60_000);
    receiver.moods.push({ status: 500 });
    await deliver(ground.deps, id, NEVER);
    expect(await read(id)).toMatchObject({ status: 'PENDING', attempts: 1 });
    await deliver(ground.deps, id, NEVER);
    expect(ground.promised.at(-1)).toEqual({ deliveryId: id, startAfterMs: 5_000 });
    expect(receiver.received).toHaveLength(1);
    ground.pass(-24 * HOUR_MS);
    await deliver(ground.deps, id, NEVER);
    expect(await read(id)).toMatchObject({ status: 'DELIVERED', attempts: 2 });
  });
});
