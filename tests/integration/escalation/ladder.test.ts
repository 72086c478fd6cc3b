import { remindOfForgotten, stepOf, watchOverLadders } from '../../../src/composition/ladder';
import { type LadderStep, type Viewer } from '../../../src/domain';
import { climbLadder, type StreamRow } from '../../../src/escalation';
import { watchEscalations } from '../../../src/escalation/watch-events';
import { type JobData, JobName } from '../../../src/jobs';
import { type House, startHouse } from '../../support/house';
import { eventually } from '../../support/house-model';
import { NORTH, type ShownCase, signIn, submit } from '../../support/house-operations';
import { take } from './case-events';

const MINUTE_MS = 60_000;
const LONG_MS = 60_000;
const CALLBACK = 'The blue house behind the well.';
const LIST = `{ escalations { totalCount edges { node { tier status case { number } } } } }`;
const READ = `query ($id: ID!) { case(id: $id) { number callbackReference escalations { tier status } } }`;
const ACKNOWLEDGE = `mutation ($id: ID!) {
  acknowledgeEscalation(input: { escalationId: $id }) { status acknowledgedBy { displayName } }
}`;

const submitEmergency = (house: House): Promise<ShownCase> =>
  submit(house.client, {
    callbackReference: CALLBACK,
    narrative: 'Hives all over since an hour, the lips swell and it is hard to breathe.',
    findings: { present: ['severe_breathlessness', 'tongue_lip_throat_swelling', 'hives_or_rash_sudden'] },
  });

const idOf = ({ escalations }: ShownCase): string => escalations[0]?.id ?? '';

/** What is promised for a case's escalation and was not done yet, latest first. */
async function promisedFor({ engines }: House, { id }: ShownCase): Promise<LadderStep[]> {
  const jobs = await engines.prisma.$queryRaw<{ data: JobData[typeof JobName.CLIMB_LADDER] }[]>`
    SELECT data FROM pgboss.job
    WHERE name = ${JobName.CLIMB_LADDER} AND data->>'caseId' = ${id} AND state < 'completed'
    ORDER BY created_on DESC`;
  return jobs.map(({ data }) => stepOf(data));
}

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
  let house: House;
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);

  beforeAll(async () => {
    house = await startHouse({
      withoutWorkers: true,
      engines: (engines) => ({ ...engines, clock: { now } }),
    });
  }, LONG_MS);
  afterAll(() => house.close());
  beforeEach(() => {
    aheadMs = 0;
  });

  /** What happened to a case's escalation, as kinds with tiers. */
  async function storyOf({ id }: ShownCase): Promise<string[]> {
    const events = await house.engines.prisma.caseEvent.findMany({
      where: { caseId: id, escalationId: { not: null } },
      orderBy: { caseSequence: 'asc' },
    });
    return events.map(({ escalationKind, tier }) => `${escalationKind} ${tier}`);
  }

  async function onlyStepOf(submitted: ShownCase): Promise<LadderStep> {
    const [step, ...others] = await promisedFor(house, submitted);
    if (step === undefined || others.length > 0) throw new Error(`${others.length + 1} steps are promised.`);
    return step;
  }

  /** The step's time passes, and its job is done by `times` processes at once. */
  async function climbWhenDue(step: LadderStep, times = 1): Promise<void> {
    aheadMs = step.acknowledgeBy.getTime() - Date.now();
    await Promise.all(Array.from({ length: times }, () => climbLadder(house.rooms.escalations, step)));
  }

  const latestStepOf = async (submitted: ShownCase): Promise<LadderStep> => {
    const [step] = await promisedFor(house, submitted);
    if (step === undefined) throw new Error('No step is promised.');
    return step;
  };

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

  it('shows a pool the escalation and its case once it is asked, and not before', async () => {
    const submitted = await submitEmergency(house);
    const { id, number } = submitted;
    const [region, duty, south] = [
      await signIn(house.client, 'region@demo.test'),
      await signIn(house.client, 'duty@demo.test'),
      await signIn(house.client, 'clinician2@demo.test'),
    ];
    type Listed = { escalations: { totalCount: number; edges: { node: { case: { number: string } } }[] } };
    const seenBy = async (token: string): Promise<boolean> => {
      const { escalations } = await house.client.ask<Listed>(token, LIST);
      expect(escalations.totalCount).toBe(escalations.edges.length);
      return escalations.edges.some(({ node }) => node.case.number === number);
    };
    const isHidden = async (token: string): Promise<void> => {
      expect(await seenBy(token)).toBe(false);
      for (const [document, of] of [
        [READ, id],
        [ACKNOWLEDGE, idOf(submitted)],
      ] as const)
        expect(await house.client.refusalOf(token, document, { id: of })).toMatchObject({
          code: 'NOT_FOUND',
        });
    };

    for (const token of [region, duty, south]) await isHidden(token);
    await climbWhenDue(await onlyStepOf(submitted));
    for (const token of [duty, south]) await isHidden(token);
    expect(await seenBy(region)).toBe(true);
    const read = await house.client.ask<{ case: unknown }>(region, READ, { id });
    expect(read.case).toMatchObject({ number, escalations: [{ tier: 2, status: 'OPEN' }] });
  });

  it('leaves the way to the patient with the facility: a pool that reads the case is not shown it', async () => {
    const submitted = await submitEmergency(house);
    await climbWhenDue(await onlyStepOf(submitted));
    const shownTo = async (email: string): Promise<unknown> => {
      const asked = { id: submitted.id };
      const token = await signIn(house.client, email);
      return (await house.client.ask<{ case: { callbackReference: unknown } }>(token, READ, asked)).case
        .callbackReference;
    };
    expect(await shownTo('responder@demo.test')).toBe(CALLBACK);
    expect(await shownTo('region@demo.test')).toBeNull();
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
    aheadMs = 7 * MINUTE_MS;
    await remindOfForgotten(house.engines);
    await remindOfForgotten(house.engines);
    expect(await onlyStepOf(submitted)).toEqual(step);
  });

  it('that was forgotten is found by whichever process looks next, without a job', async () => {
    const submitted = await submitEmergency(house);
    await house.engines.prisma.$executeRaw`DELETE FROM pgboss.job`;
    aheadMs = 7 * MINUTE_MS;
    const watches = [watchOverLadders(house.engines, 20), watchOverLadders(house.engines, 20)];
    await eventually(async () => (await promisedFor(house, submitted)).length > 0);
    await Promise.all(watches.map((watch) => watch.stop()));
    expect(await promisedFor(house, submitted)).toHaveLength(1);
  });
});
