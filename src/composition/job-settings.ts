import { type Config } from '../config';
import { JOB_SETTINGS, JobName, type JobSettings } from '../jobs';

/** The question and, where its answer cannot be read, its repair. */
const MODEL_CALLS = 2;
/** For what is done before and after them. */
const MARGIN_SECONDS = 5;

/**
 * How the durable jobs are run. That of the model lives as long as its calls may take: longer would keep a case of a killed
 * process waiting. A wire that spends its time on retries is cut off by it, and the job runs again.
 */
export function jobSettings({ medgemma }: Pick<Config, 'medgemma'>): Readonly<Record<JobName, JobSettings>> {
  const expireInSeconds = Math.ceil((MODEL_CALLS * medgemma.timeoutMs) / 1000) + MARGIN_SECONDS;
  return { ...JOB_SETTINGS, [JobName.ASK_MODEL]: { ...JOB_SETTINGS[JobName.ASK_MODEL], expireInSeconds } };
}
