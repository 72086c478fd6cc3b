import { askModel, assessCase } from '../assessment';
import { casesOfRemoval, clearCaseMedia, forgetOldKeys, forgetOriginals } from '../cases';
import { type Config } from '../config';
import { closeIdleSession } from '../conversation';
import { deliver, forgetOldDeliveries, promiseOverdue, startFanOut } from '../delivery';
import { climbLadder } from '../escalation';
import { forgetExpiredSessions } from '../identity';
import { discardExpiredUploads } from '../imaging';
import { JobName } from '../jobs';
import { type Engines } from './engines';
import { stepOf, watchOverLadders } from './ladder';
import { type Rooms } from './rooms';

const HOUSEKEEPING_EVERY_MS = 60 * 60 * 1000;
/** A file that nobody finished within a day is what a process left that died while writing. */
const UNFINISHED_KEPT_MS = 24 * 60 * 60 * 1000;
/** After an outage many ladders are due at once; requests need connections too. */
const CLIMBS_AT_ONCE = 2;
/** They wait for receivers most of the time. */
const DELIVERIES_AT_ONCE = 32;

export interface Workers {
  /** Begins nothing more. What was begun ends with the jobs. */
  stop(): Promise<void>;
}

/** Takes up the durable work: what a process that died has left, and what was to be done later. */
export async function startWorkers(
  { retention, medgemma }: Pick<Config, 'retention' | 'medgemma'>,
  engines: Engines,
  rooms: Rooms,
): Promise<Workers> {
  const { jobs, media, prisma, clock } = engines;
  jobs.work(JobName.ASSESS_CASE, async ({ caseId }) => {
    await assessCase(rooms.assessment, caseId);
  });
  jobs.work(JobName.ASK_MODEL, (task, signal) => askModel(rooms.assessment, task, signal), {
    concurrency: medgemma.concurrency,
  });
  jobs.work(JobName.CLOSE_IDLE_SESSION, ({ caseId }) => closeIdleSession(rooms.conversation, caseId));
  jobs.work(JobName.DELETE_MEDIA, async (data) => {
    for (const caseId of casesOfRemoval(data)) await clearCaseMedia(engines, caseId);
  });
  jobs.work(JobName.CLIMB_LADDER, (data) => climbLadder(rooms.escalations, stepOf(data)), {
    concurrency: CLIMBS_AT_ONCE,
  });
  jobs.work(JobName.DELIVER, ({ deliveryId }, signal) => deliver(rooms.delivery, deliveryId, signal), {
    concurrency: DELIVERIES_AT_ONCE,
  });
  jobs.work(JobName.HOUSEKEEPING, async () => {
    await promiseOverdue(engines, clock.now());
    await forgetOldDeliveries(prisma, clock.now());
    await forgetOldKeys(prisma, clock.now());
    await forgetExpiredSessions(prisma, clock.now());
    await forgetOriginals(prisma, retention, clock.now());
    await discardExpiredUploads(engines);
    await media.discardUnfinished(new Date(clock.now().getTime() - UNFINISHED_KEPT_MS));
    await scheduleHousekeeping(engines, HOUSEKEEPING_EVERY_MS);
  });
  await scheduleHousekeeping(engines, 0);
  const ladders = watchOverLadders(engines);
  rooms.stream.startNumbering();
  const fanOut = startFanOut({ ...engines, onNumbered: rooms.stream.onNumbered });
  return {
    stop: async () => {
      await Promise.all([ladders.stop(), fanOut.stop()]);
    },
  };
}

/** One waiting job for all processes together; each run plans the next, and each start makes sure that there is one. */
async function scheduleHousekeeping({ jobs, prisma }: Engines, startAfterMs: number): Promise<void> {
  await jobs.enqueue(prisma, { name: JobName.HOUSEKEEPING, data: {}, startAfterMs, singletonKey: 'only' });
}
