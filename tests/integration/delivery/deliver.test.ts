import { deliver } from '../../../src/delivery/queue/deliver';
import { forgetOldDeliveries, promiseOverdue } from '../../../src/delivery/queue/keep-deliveries';
import { writeDeliveries } from '../../../src/delivery/queue/write-deliveries';
import { type Delivery } from '../../../src/generated/prisma/client';
import { signatureBy, startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver';
import { openCase, type WrittenCase } from '../escalation/case-events';
import { type Ground, openGround } from './delivery-ground';

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
    await writeDeliveries(ground.writing, 10);
    const { id } = await ground.prisma.delivery.findFirstOrThrow({ orderBy: { id: 'desc' } });
    return { id, endpointId: endpoint.id, secret: secret ?? '' };
  };
  const attempt = (id: string): Promise<void> => deliver(ground.deps, id, NEVER);
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
    const fresh = await ground.endpoints.rotate(endpointId);
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

  it('is promised anew where its job was lost', async () => {
    const { id } = await raise();
    const { prisma, deps, promised } = ground;
    await promiseOverdue(deps, new Date(deps.clock.now().getTime() + HOUR_MS / 10));
    expect(promised).toHaveLength(1);
    await promiseOverdue(deps, new Date(deps.clock.now().getTime() + HOUR_MS));
    expect(promised).toHaveLength(2);
    await attempt(id);
    await promiseOverdue(deps, new Date(deps.clock.now().getTime() + HOUR_MS));
    expect(promised).toHaveLength(2);
    await forgetOldDeliveries(prisma, new Date(deps.clock.now().getTime() + 89 * 24 * HOUR_MS));
    expect(await prisma.delivery.count()).toBe(1);
    await forgetOldDeliveries(prisma, new Date(deps.clock.now().getTime() + 91 * 24 * HOUR_MS));
    expect(await prisma.delivery.count()).toBe(0);
  });
});
