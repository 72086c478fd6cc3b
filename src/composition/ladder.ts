import { type Ladder } from '../cases';
import { type Config } from '../config';
import { type AcknowledgementPolicy, type LadderStep } from '../domain';
import { acknowledgementPolicy, type FacilityTerms, overdueSteps } from '../escalation';
import { type Identity } from '../identity';
import { type JobData, JobName } from '../jobs';
import { createWake } from '../time';
import { type Engines } from './engines';

/** So long after its time a step counts as forgotten; until then its job is only late. */
const FORGOTTEN_AFTER_MS = 60_000;

/** Each step's end is a job of the transaction that began it: no restart loses it, and it waits in no process. */
export function createLadder({ jobs, clock }: Pick<Engines, 'jobs' | 'clock'>): Ladder {
  return {
    promise: (tx, { acknowledgeBy, ...step }) =>
      jobs.enqueue(tx, {
        name: JobName.CLIMB_LADDER,
        data: { ...step, acknowledgeBy: acknowledgeBy.toISOString() },
        startAfterMs: Math.max(0, acknowledgeBy.getTime() - clock.now().getTime()),
        singletonKey: `${step.escalationId} ${step.tier} ${acknowledgeBy.toISOString()}`,
      }),
  };
}

/** The step that a job was promised for. */
export function stepOf({ acknowledgeBy, ...step }: JobData[typeof JobName.CLIMB_LADDER]): LadderStep {
  return { ...step, acknowledgeBy: new Date(acknowledgeBy) };
}

/** Promises once more what nobody climbed. A promise that still waits is not doubled. */
export async function remindOfForgotten(engines: Pick<Engines, 'jobs' | 'clock' | 'prisma'>): Promise<void> {
  const ladder = createLadder(engines);
  const before = new Date(engines.clock.now().getTime() - FORGOTTEN_AFTER_MS);
  for await (const step of overdueSteps(engines.prisma, before)) await ladder.promise(engines.prisma, step);
}

/**
 * Looks for forgotten steps at once and again each minute, in every process and by no job: what made the queue lose a step would
 * have lost such a job too.
 */
export function watchOverLadders(
  engines: Pick<Engines, 'jobs' | 'clock' | 'prisma' | 'logger'>,
  everyMs = FORGOTTEN_AFTER_MS,
): { stop(): Promise<void> } {
  const wake = createWake();
  let isStopping = false;
  const ended = run();

  async function run(): Promise<void> {
    while (!isStopping) {
      await remindOfForgotten(engines).catch((error: unknown) => {
        engines.logger.warn('Forgotten escalations were not looked for; it will be tried again.', { error });
      });
      if (!isStopping) await wake.sleep(everyMs);
    }
  }

  return {
    async stop() {
      isStopping = true;
      wake.wake();
      await ended;
    },
  };
}

/** What each facility agreed on, as its row says now. */
export function acknowledgementPolicies(
  { escalation }: Pick<Config, 'escalation'>,
  { facilityById }: Pick<Identity, 'facilityById'>,
): (facilityId: string) => Promise<AcknowledgementPolicy> {
  return async (facilityId) => {
    const facility = (await facilityById([facilityId])).get(facilityId);
    return acknowledgementPolicy(facility ?? NO_TERMS, escalation.acknowledgeMinutes);
  };
}

/** A case's facility is never deleted; should it be gone all the same, its cases are as urgent as anybody's. */
const NO_TERMS: FacilityTerms = { timeZone: 'UTC', workingHours: null, acknowledgeMinutes: null };
