import { JobName, type JobSettings } from '../../../src/jobs';

const QUICK = { expireInSeconds: 2, retryLimit: 5, retryDelaySeconds: 1 };

/** As in earnest, but a job counts as abandoned after two seconds. */
export const QUICK_SETTINGS: Record<JobName, JobSettings> = {
  [JobName.ASSESS_CASE]: QUICK,
  [JobName.ASK_MODEL]: QUICK,
  [JobName.CLOSE_IDLE_SESSION]: QUICK,
  [JobName.DELETE_MEDIA]: QUICK,
  [JobName.CLIMB_LADDER]: QUICK,
  [JobName.DELIVER]: QUICK,
  [JobName.HOUSEKEEPING]: QUICK,
};
