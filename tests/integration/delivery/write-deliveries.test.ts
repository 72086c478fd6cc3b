import { type BatchLimits, writeDeliveries } from '../../../src/delivery/queue/write-deliveries';
import { openCase, openFacility, PLAIN_EVENT, type WrittenCase } from '../escalation/case-events';
import { ALL, type Ground, hire, openGround, openPool } from './delivery-ground';

describe('the fan-out of the stream', () => {
  let ground: Ground;
  let written: WrittenCase;

  beforeEach(async () => {
    ground = await openGround();
    written = await openCase(ground.prisma, ground.facilityId);
  });
  afterEach(() => ground.close());

  const write = (limits: Partial<BatchLimits> = {}): Promise<number> =>
    writeDeliveries(ground.writing, { ...ALL, ...limits });
  /** The tiers that an endpoint is told of, in the order of the stream. */
  const toldTo = async ({ endpoint }: { endpoint: { id: string } }): Promise<string[]> => {
    const rows = await ground.prisma.$queryRaw<{ told: string }[]>`
      SELECT d.kind || ' ' || e.tier AS told FROM delivery d JOIN case_event e ON e.stream_position = d.event_position
      WHERE d.endpoint_id = ${endpoint.id}::uuid ORDER BY d.event_position`;
    return rows.map(({ told }) => told);
  };
  const climb = async (): Promise<void> => {
    await ground.happen(written);
    for (const tier of [2, 3])
      await ground.happen(written, { kind: 'escalation.reminded', escalationKind: 'REMINDED', tier });
  };

  it('tells the facility at once, its region from the second tier, the platform from the third', async () => {
    const { prisma, facilityId, register } = ground;
    const [region, elsewhere, platform] = [
      await openPool(prisma, 'REGIONAL'),
      await openPool(prisma, 'REGIONAL'),
      await openPool(prisma, 'PLATFORM'),
    ];
    await prisma.facility.update({ where: { id: facilityId }, data: { poolId: region } });
    const other = await openFacility(prisma, 'South');
    const ownedBy = (poolId: string) => ({ owner: { facilityId: null, poolId } });
    const endpoints = {
      facility: await register('https://a.example/'),
      region: await register('https://a.example/', ownedBy(region)),
      elsewhere: await register('https://a.example/', ownedBy(elsewhere)),
      platform: await register('https://a.example/', ownedBy(platform)),
      other: await register('https://a.example/', { owner: { facilityId: other, poolId: null } }),
    };
    await climb();
    await write();
    expect(await toldTo(endpoints.facility)).toEqual(['RAISED 1', 'REMINDED 2', 'REMINDED 3']);
    expect(await toldTo(endpoints.region)).toEqual(['REMINDED 2', 'REMINDED 3']);
    expect(await toldTo(endpoints.platform)).toEqual(['REMINDED 3']);
    expect(await toldTo(endpoints.elsewhere)).toEqual([]);
    expect(await toldTo(endpoints.other)).toEqual([]);
  });

  it('tells nobody of what is less urgent than they asked for', async () => {
    const both = await ground.register('https://a.example/', { minUrgency: 'URGENT' });
    const worst = await ground.register('https://b.example/', { minUrgency: 'EMERGENCY' });
    for (const urgency of ['EMERGENCY', 'URGENT', 'SOON'] as const) await ground.happen(written, { urgency });
    await write();
    expect(await toldTo(both)).toHaveLength(2);
    expect(await toldTo(worst)).toHaveLength(1);
  });

  it('tells people what they may have to act on, and webhooks everything', async () => {
    const webhook = await ground.register('https://a.example/');
    const mail = await ground.register('desk@a.example', { channel: 'EMAIL' });
    const browser = await ground.register('{}', { channel: 'WEB_PUSH' });
    for (const escalationKind of ['RAISED', 'REMINDED', 'ACKNOWLEDGED', 'RESOLVED'] as const)
      await ground.happen(written, { escalationKind });
    await write();
    expect(await toldTo(webhook)).toHaveLength(4);
    expect(await toldTo(mail)).toEqual(['RAISED 1', 'REMINDED 1']);
    expect(await toldTo(browser)).toEqual(['RAISED 1', 'REMINDED 1', 'ACKNOWLEDGED 1']);
  });

  it('tells a browser while whoever uses it works there', async () => {
    const { prisma, facilityId } = ground;
    const [working, left, dismissed] = [
      await hire(prisma, 'RESPONDER', [facilityId]),
      await hire(prisma, 'RESPONDER', []),
      await hire(prisma, 'RESPONDER', [facilityId]),
    ];
    await prisma.staff.update({ where: { id: dismissed }, data: { disabledAt: new Date() } });
    const browserOf = (staffId: string) => ground.register(staffId, { channel: 'WEB_PUSH', staffId });
    const [one, two, three] = [await browserOf(working), await browserOf(left), await browserOf(dismissed)];
    await ground.happen(written);
    await write();
    expect([await toldTo(one), await toldTo(two), await toldTo(three)]).toEqual([['RAISED 1'], [], []]);
  });

  it('passes everything once, however many do it at once and however small their steps', async () => {
    const endpoint = await ground.register('https://a.example/');
    for (let i = 0; i < 12; i++) await ground.happen(written, i % 3 === 0 ? PLAIN_EVENT : {});
    let passed = 0;
    while (passed < 12) {
      const steps = await Promise.all(Array.from({ length: 5 }, () => write({ places: 2 })));
      passed += steps.reduce((sum, step) => sum + step, 0);
    }
    expect(passed).toBe(12);
    expect(await toldTo(endpoint)).toHaveLength(8);
    expect(new Set(ground.promised.map(({ deliveryId }) => deliveryId)).size).toBe(8);
    expect(await write()).toBe(0);
  });

  it('takes no more upon itself than a transaction has time for, and never half a place', async () => {
    const endpoints = [];
    for (const path of ['1', '2', '3']) endpoints.push(await ground.register(`https://a.example/${path}`));
    for (let i = 0; i < 5; i++) await ground.happen(written);
    const passed: number[] = [];
    for (const deliveries of [7, 2, 1_000]) passed.push(await write({ deliveries }));
    expect(passed).toEqual([2, 1, 2]);
    for (const endpoint of endpoints) expect(await toldTo(endpoint)).toHaveLength(5);
  });

  it('writes nothing and stays where it is when a job cannot be promised', async () => {
    const endpoint = await ground.register('https://a.example/');
    await ground.happen(written);
    const jobs = { enqueueAll: () => Promise.reject(new Error('away')) };
    await expect(writeDeliveries({ ...ground.writing, jobs }, ALL)).rejects.toThrow('away');
    expect(await toldTo(endpoint)).toEqual([]);
    expect(await write()).toBe(1);
    expect(await toldTo(endpoint)).toEqual(['RAISED 1']);
  });

  it('tells nobody twice even where the cursor was set back', async () => {
    const endpoint = await ground.register('https://a.example/');
    await ground.happen(written);
    await write();
    await ground.prisma.deliveryCursor.update({ where: { id: 1 }, data: { position: 0 } });
    await write();
    expect(await toldTo(endpoint)).toHaveLength(1);
    expect(ground.promised).toHaveLength(1);
  });

  it('tells nothing to what was disabled', async () => {
    const registered = await ground.register('https://a.example/');
    await ground.endpoints.disable(registered.endpoint.id);
    await ground.happen(written);
    await write();
    expect(await toldTo(registered)).toEqual([]);
  });
});
