import { assessCase } from '../assessment';
import { closeIdleSession } from '../conversation';
import { JobName } from '../jobs';
import { type Engines } from './engines';
import { type Rooms } from './rooms';

/** Takes up the durable work: what a process that died has left, and what was to be done later. */
export async function startWorkers({ jobs, media }: Engines, rooms: Rooms): Promise<void> {
  await jobs.work(JobName.ASSESS_CASE, async ({ caseId }) => {
    await assessCase(rooms.assessment, caseId);
  });
  await jobs.work(JobName.CLOSE_IDLE_SESSION, ({ caseId }) => closeIdleSession(rooms.conversation, caseId));
  await jobs.work(JobName.DELETE_MEDIA, async ({ mediaKeys }) => {
    for (const key of mediaKeys) await media.delete(key);
  });
}
