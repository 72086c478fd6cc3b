import { deliver } from '../../../src/delivery/queue/deliver';
import { forgetOldDeliveries, promiseOverdue } from '../../../src/delivery/queue/keep-deliveries';
import { writeDeliveries } from '../../../src/delivery/queue/write-deliveries';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver';
import { openCase } from '../escalation/case-events';
import { ALL, type Ground, hire, openGround } from './delivery-ground';

const HOUR_MS = 3_600_000;
const NEVER = new AbortController().signal;

describe('housekeeping', () => {
  let ground: Ground;
  let receiver: WebhookReceiver;

  beforeEach(async () => {
    ground = await openGround();
    receiver = await startWebhookReceiver();
  });
  afterEach(async () => {
    await receiver.close();
    await ground.close();
  });

  /** One event that waits to be told to one endpoint. */
  const raise = async (): Promise<{ id: string; endpointId: string }> => {
    const { endpoint } = await ground.register(receiver.url);
    await ground.happen(await openCase(ground.prisma, ground.facilityId));
    await writeDeliveries(ground.writing, ALL);
    const { id } = await ground.prisma.delivery.findFirstOrThrow();
    return { id, endpointId: endpoint.id };
  };

  it('promises anew what lost its job, and forgets what is over after ninety days', async () => {
    const { id } = await raise();
    const { prisma, deps, writing, promised } = ground;
    await promiseOverdue(writing, new Date(deps.clock.now().getTime() + HOUR_MS / 10));
    expect(promised).toHaveLength(1);
    await promiseOverdue(writing, new Date(deps.clock.now().getTime() + HOUR_MS));
    expect(promised).toHaveLength(2);
    await deliver(deps, id, NEVER);
    await promiseOverdue(writing, new Date(deps.clock.now().getTime() + HOUR_MS));
    expect(promised).toHaveLength(2);
    await forgetOldDeliveries(prisma, new Date(deps.clock.now().getTime() + 89 * 24 * HOUR_MS));
    expect(await prisma.delivery.count()).toBe(1);
    await forgetOldDeliveries(prisma, new Date(deps.clock.now().getTime() + 91 * 24 * HOUR_MS));
    expect(await prisma.delivery.count()).toBe(0);
  });

  it('forgets the browser of somebody who has left as if it had been disabled then', async () => {
    const { prisma, facilityId, deps, endpoints } = ground;
    const [stays, leaves] = [
      await hire(prisma, 'RESPONDER', [facilityId]),
      await hire(prisma, 'ADMIN', [facilityId]),
    ];
    const browserOf = async (staffId: string): Promise<string> =>
      (await ground.register(staffId, { channel: 'WEB_PUSH', staffId })).endpoint.id;
    const [kept, left] = [await browserOf(stays), await browserOf(leaves)];
    const webhook = (await ground.register(receiver.url)).endpoint.id;
    await prisma.staffMembership.deleteMany({ where: { staffId: leaves } });
    const now = deps.clock.now();
    await forgetOldDeliveries(prisma, now);
    expect((await endpoints.find(left))?.disabledAt).toEqual(now);
    await forgetOldDeliveries(prisma, new Date(now.getTime() + 91 * 24 * HOUR_MS));
    expect(await endpoints.find(left)).toBeNull();
    for (const id of [kept, webhook]) expect(await endpoints.find(id)).toMatchObject({ disabledAt: null });
  });

  it('keeps an endpoint that was disabled for ninety days, a secret for as long as it is signed with', async () => {
    const { prisma, deps, endpoints } = ground;
    const { endpointId } = await raise();
    await endpoints.rotate(endpointId);
    const forgetAfter = (days: number) =>
      forgetOldDeliveries(prisma, new Date(deps.clock.now().getTime() + days * 24 * HOUR_MS));
    await forgetAfter(0.9);
    expect(await prisma.deliverySecret.count()).toBe(2);
    await forgetAfter(1.1);
    expect(await prisma.deliverySecret.count()).toBe(1);
    await endpoints.disable(endpointId);
    await forgetAfter(89);
    expect(await prisma.deliveryEndpoint.count()).toBe(1);
    await forgetAfter(91);
    expect([await prisma.deliveryEndpoint.count(), await prisma.delivery.count()]).toEqual([0, 0]);
  });
});
