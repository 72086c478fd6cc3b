import { stepOf } from '../../../src/composition/ladder';
import { type LadderStep } from '../../../src/domain';
import { climbLadder } from '../../../src/escalation';
import { type JobData, JobName } from '../../../src/jobs';
import { type House, startHouse } from '../../support/house';
import { EMERGENCY, type ShownCase, submit } from '../../support/house-operations';

export const ACKNOWLEDGE = `mutation ($id: ID!) {
  acknowledgeEscalation(input: { escalationId: $id }) { status acknowledgedBy { displayName } }
}`;
export const CALLBACK = 'The blue house behind the well.';

export const submitEmergency = (house: House): Promise<ShownCase> =>
  submit(house.client, {
    callbackReference: CALLBACK,
    ...EMERGENCY,
  });

export const idOf = ({ escalations }: Pick<ShownCase, 'escalations'>): string => escalations[0]?.id ?? '';

/** What is promised for a case's escalation and was not done yet, latest first. */
export async function promisedFor({ engines }: House, { id }: ShownCase): Promise<LadderStep[]> {
  const jobs = await engines.prisma.$queryRaw<{ data: JobData[typeof JobName.CLIMB_LADDER] }[]>`
    SELECT data FROM pgboss.job
    WHERE name = ${JobName.CLIMB_LADDER} AND data->>'caseId' = ${id} AND state < 'completed'
    ORDER BY created_on DESC`;
  return jobs.map(({ data }) => stepOf(data));
}

export async function latestStep(house: House, submitted: ShownCase): Promise<LadderStep> {
  const [step] = await promisedFor(house, submitted);
  if (step === undefined) throw new Error('No step is promised.');
  return step;
}

/** A house whose clock is put forward by the test, and whose jobs only the test does. */
export interface ClockedHouse {
  readonly house: House;
  /** From the real time, in ms. */
  goOnBy(this: void, aheadMs: number): void;
  /** The step's time passes, and its job is done by `times` processes at once. */
  climbWhenDue(this: void, step: LadderStep, times?: number): Promise<void>;
}

export async function startClockedHouse(): Promise<ClockedHouse> {
  let aheadMs = 0;
  const clock = { now: (): Date => new Date(Date.now() + aheadMs) };
  const house = await startHouse({ withoutWorkers: true, engines: (engines) => ({ ...engines, clock }) });
  return {
    house,
    goOnBy(ms) {
      aheadMs = ms;
    },
    async climbWhenDue(step, times = 1) {
      aheadMs = step.acknowledgeBy.getTime() - Date.now();
      await Promise.all(Array.from({ length: times }, () => climbLadder(house.rooms.escalations, step)));
    },
  };
}
