import { assessCase } from '../assessment';
import { forgetOldKeys } from '../cases';
import { closeIdleSession } from '../conversation';
import { forgetExpiredSessions } from '../identity';
import { discardExpiredUploads } from '../imaging';
import { JobName } from '../jobs';
import { type Engines } from './engines';
import { type Rooms } from './rooms';

const HOUSEKEEPING_EVERY_MS = 60 * 60 * 1000;

/** Takes up the durable work: what a process that died has left, and what was to be done later. */
export async function startWorkers(engines: Engines, rooms: Rooms): Promise<void> {
  const { jobs, media, prisma, clock } = engines;
  await jobs.work(JobName.ASSESS_CASE, async ({ caseId }) => {
    await assessCase(rooms.assessment, caseId);
  });
  await jobs.work(JobName.CLOSE_IDLE_SESSION, ({ caseId }) => closeIdleSession(rooms.conversation, caseId));
  await jobs.work(JobName.DELETE_MEDIA, async ({ mediaKeys }) => {
    for (const key of mediaKeys) await media.delete(key);
  });
  await jobs.work(JobName.HOUSEKEEPING, async () => {
    await forgetOldKeys(prisma, clock.now());
    await forgetExpiredSessions(prisma, clock.now());
    await discardExpiredUploads(engines);
    await scheduleHousekeeping(engines, HOUSEKEEPING_EVERY_MS);
  });
  await scheduleHousekeeping(engines, 0);
}

/** One waiting job for all processes together; each run plans the next, and each start makes sure that there is one. */
async function scheduleHousekeeping({ jobs, prisma }: Engines, startAfterMs: number): Promise<void> {
  await jobs.enqueue(prisma, { name: JobName.HOUSEKEEPING, data: {}, startAfterMs, singletonKey: 'only' });
}
