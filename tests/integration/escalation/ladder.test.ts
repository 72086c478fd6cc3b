import { systemContext } from '../../../src/cases';
import { remindOfForgotten, watchOverLadders } from '../../../src/composition/ladder';
import { conflict, err, type LadderStep, ok, raiseUrgency, Urgency, type Viewer } from '../../../src/domain';
import { type StreamRow } from '../../../src/escalation';
import { watchEscalations } from '../../../src/escalation/watch-events';
import { JobName } from '../../../src/jobs';
import { POLICY } from '../../support/cases';
import { type House, startHouse } from '../../support/house';
import { eventually } from '../../support/house-model';
import { NORTH, type ShownCase, signIn, submit } from '../../support/house-operations';
import { take } from './case-events';
import {
  ACKNOWLEDGE,
  type ClockedHouse,
  idOf,
  latestStep,
  promisedFor,
  startClockedHouse,
  submitEmergency,
} from './ladder-house';

const MINUTE_MS = 60_000;
const LONG_MS = 60_000;

describe('nobody acknowledges', () => {
  let house: House;

  beforeAll(async () => {
    house = await startHouse();
    await house.engines.prisma.facility.update({
      where: { id: NORTH },
      data: { acknowledgeMinutes: { EMERGENCY: 0.005 } },
    });
  }, LONG_MS);
  afterAll(() => house.close());

  /** A member of the demonstration's staff, and the escalation events that come from now on. */
  async function watching(email: string): Promise<{ token: string; rows: AsyncIterableIterator<StreamRow> }> {
    const token = await signIn(house.client, email);
    const viewer = (await house.rooms.identity.authenticate(token)) as Viewer;
    const opened = await watchEscalations(house.rooms, viewer, {});
    if (!opened.ok) throw new Error(opened.error.code);
    return { token, rows: opened.value };
  }

  it(
    'the region is asked, then the platform, until somebody does; and nobody after that',
    async () => {
      const region = await watching('region@demo.test');
      const duty = await watching('duty@demo.test');
      const submitted = await submitEmergency(house);

      const [first] = await take(region.rows, 1);
      expect(first).toMatchObject({
        caseNumber: submitted.number,
        escalation: { kind: 'REMINDED', status: 'OPEN', tier: 2 },
      });
      const reminded = await take(duty.rows, 2);
      expect(reminded.map(({ escalation }) => escalation)).toMatchObject([
        { kind: 'REMINDED', tier: 3 },
        { kind: 'REMINDED', tier: 3 },
      ]);

      const { acknowledgeEscalation } = await house.client.ask<{ acknowledgeEscalation: unknown }>(
        duty.token,
        ACKNOWLEDGE,
        { id: idOf(submitted) },
      );
      expect(acknowledgeEscalation).toEqual({
        status: 'ACKNOWLEDGED',
        acknowledgedBy: { displayName: 'Demo Platform Duty' },
      });
      // The promise of the last step is kept: it finds that somebody answered.
      await eventually(async () => (await promisedFor(house, submitted)).length === 0);
      const kinds = await house.engines.prisma.caseEvent.findMany({
        where: { caseId: submitted.id, escalationId: { not: null } },
        orderBy: { caseSequence: 'asc' },
        select: { escalationKind: true },
      });
      expect(kinds.at(-1)).toEqual({ escalationKind: 'ACKNOWLEDGED' });
      await Promise.all([region.rows.return?.(), duty.rows.return?.()]);
    },
    LONG_MS,
  );
});

describe('a step of the ladder', () => {
  let clocked: ClockedHouse;
  let house: House;

  beforeAll(async () => {
    clocked = await startClockedHouse();
    ({ house } = clocked);
  }, LONG_MS);
  afterAll(() => house.close());
  beforeEach(() => clocked.goOnBy(0));

  const climbWhenDue = (step: LadderStep, times?: number): Promise<void> => clocked.climbWhenDue(step, times);
  const latestStepOf = (submitted: ShownCase): Promise<LadderStep> => latestStep(house, submitted);

  /** What happened to a case's escalation, as kinds with tiers. */
  async function storyOf({ id }: ShownCase): Promise<string[]> {
    const events = await house.engines.prisma.caseEvent.findMany({
      where: { caseId: id, escalationId: { not: null } },
      orderBy: { caseSequence: 'asc' },
    });
    return events.map(({ escalationKind, tier }) => `${escalationKind} ${tier}`);
  }

  async function onlyStepOf(submitted: ShownCase): Promise<LadderStep> {
    const steps = await promisedFor(house, submitted);
    expect(steps).toHaveLength(1);
    return latestStepOf(submitted);
  }

  it('is promised in the transaction that raises the escalation, for when it runs out', async () => {
    const submitted = await submitEmergency(house);
    const step = await onlyStepOf(submitted);
    expect(step).toMatchObject({ escalationId: idOf(submitted), tier: 1 });
    const [job] = await house.engines.prisma.$queryRaw<[{ waitMs: number }]>`
      SELECT extract(epoch FROM start_after - created_on)::float * 1000 AS "waitMs"
      FROM pgboss.job WHERE name = ${JobName.CLIMB_LADDER} AND data->>'caseId' = ${submitted.id}`;
    expect(job.waitMs).toBeGreaterThan(4.9 * MINUTE_MS);
    expect(job.waitMs).toBeLessThanOrEqual(5 * MINUTE_MS);
  });

  it('is promised by whatever raises it, once; anew when it grows; and not by what is rolled back', async () => {
    const { cases } = house.rooms.escalations;
    const submitted = await submit(house.client, { findings: { present: ['itch'], absent: ['fever'] } });
    const raise = (urgency: Urgency, rollsBack = false) =>
      cases.transact(async (unit) => {
        const changed = await unit.change(submitted.id, (triageCase) =>
          ok(
            raiseUrgency(
              triageCase,
              { urgency, reasons: [] },
              POLICY,
              systemContext(house.rooms.escalations),
            ),
          ),
        );
        return rollsBack ? err(conflict('Not this time.')) : changed;
      });
    const promisedAt = async (): Promise<number[]> =>
      (await promisedFor(house, submitted)).map(({ acknowledgeBy }) =>
        Math.round((acknowledgeBy.getTime() - Date.now()) / MINUTE_MS),
      );

    expect(await promisedAt()).toEqual([]);
    await raise(Urgency.URGENT, true);
    expect(await promisedAt()).toEqual([]);
    await raise(Urgency.URGENT);
    await raise(Urgency.URGENT);
    expect(await promisedAt()).toEqual([30]);
    await raise(Urgency.EMERGENCY);
    expect(await promisedAt()).toEqual([5, 30]);
  });

  it('climbs once, however many processes take up its job, and promises the next', async () => {
    const submitted = await submitEmergency(house);
    const step = await onlyStepOf(submitted);
    await climbWhenDue(step, 3);
    const [next] = await promisedFor(house, submitted);
    expect(next).toMatchObject({ tier: 2 });
    expect(next?.acknowledgeBy.getTime()).toBeGreaterThanOrEqual(
      step.acknowledgeBy.getTime() + 5 * MINUTE_MS,
    );
    const where = { caseId: submitted.id, escalationKind: 'REMINDED' } as const;
    expect(await house.engines.prisma.caseEvent.count({ where })).toBe(1);
  });

  it('climbs to the top by the clock, is reminded there again and again, and stops with the answer', async () => {
    const submitted = await submitEmergency(house);
    for (let climbed = 0; climbed < 4; climbed += 1) await climbWhenDue(await latestStepOf(submitted));
    expect(await storyOf(submitted)).toEqual([
      'RAISED 1',
      'REMINDED 2',
      'REMINDED 3',
      'REMINDED 3',
      'REMINDED 3',
    ]);
    const duty = await signIn(house.client, 'duty@demo.test');
    for (let times = 0; times < 2; times += 1)
      await house.client.ask(duty, ACKNOWLEDGE, { id: idOf(submitted) });
    await climbWhenDue(await latestStepOf(submitted));
    expect((await storyOf(submitted)).slice(5)).toEqual(['ACKNOWLEDGED 3']);
  });

  it.each([1, 2, 3])('meets its answer, and the answer stays: %s', async () => {
    const submitted = await submitEmergency(house);
    const step = await onlyStepOf(submitted);
    const responder = await signIn(house.client, 'responder@demo.test');
    await Promise.all([
      climbWhenDue(step, 2),
      house.client.ask(responder, ACKNOWLEDGE, { id: idOf(submitted) }),
    ]);
    for (const promised of await promisedFor(house, submitted)) await climbWhenDue(promised);
    expect([
      ['RAISED 1', 'ACKNOWLEDGED 1'],
      ['RAISED 1', 'REMINDED 2', 'ACKNOWLEDGED 2'],
    ]).toContainEqual(await storyOf(submitted));
  });

  it('does not wait for a region in whose pool nobody is left', async () => {
    const { prisma } = house.engines;
    const where = { email: 'region@demo.test' };
    await prisma.staff.update({ where, data: { disabledAt: new Date() } });
    const submitted = await submitEmergency(house);
    await climbWhenDue(await onlyStepOf(submitted));
    await prisma.staff.update({ where, data: { disabledAt: null } });
    expect(await storyOf(submitted)).toEqual(['RAISED 1', 'REMINDED 3']);
  });

  it('lasts as long as the facility agreed on at the moment, which takes effect at once', async () => {
    const { prisma } = house.engines;
    const submitted = await submitEmergency(house);
    const agree = (acknowledgeMinutes: object): Promise<unknown> =>
      prisma.facility.update({ where: { id: NORTH }, data: { acknowledgeMinutes } });
    await agree({ EMERGENCY: 7 });
    const step = await onlyStepOf(submitted);
    await climbWhenDue(step);
    await agree({});
    const next = await latestStepOf(submitted);
    const lastedMs = next.acknowledgeBy.getTime() - step.acknowledgeBy.getTime();
    expect(Math.floor(lastedMs / MINUTE_MS)).toBe(7);
  });

  it('that was forgotten is promised again', async () => {
    const submitted = await submitEmergency(house);
    const step = await onlyStepOf(submitted);
    await house.engines.prisma.$executeRaw`
      DELETE FROM pgboss.job WHERE name = ${JobName.CLIMB_LADDER} AND data->>'caseId' = ${submitted.id}`;
    await remindOfForgotten(house.engines);
    expect(await promisedFor(house, submitted)).toEqual([]);
    clocked.goOnBy(7 * MINUTE_MS);
    await remindOfForgotten(house.engines);
    await remindOfForgotten(house.engines);
    expect(await onlyStepOf(submitted)).toEqual(step);
  });

  it('that was forgotten is found by whichever process looks next, without a job', async () => {
    const submitted = await submitEmergency(house);
    await house.engines.prisma.$executeRaw`DELETE FROM pgboss.job`;
    clocked.goOnBy(7 * MINUTE_MS);
    const watches = [watchOverLadders(house.engines, 20), watchOverLadders(house.engines, 20)];
    await eventually(async () => (await promisedFor(house, submitted)).length > 0);
    await Promise.all(watches.map((watch) => watch.stop()));
    expect(await promisedFor(house, submitted)).toHaveLength(1);
  });
});
