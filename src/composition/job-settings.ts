import { type Config } from '../config';
import { JOB_SETTINGS, JobName, type JobSettings } from '../jobs';

/** The question and, where its answer cannot be read, its repair. */
const MODEL_CALLS = 2;
/** For what is done before and after them. */
const MARGIN_SECONDS = 5;

/** How long a job may ask the model. A wire that spends its time on retries is cut off by it, and asked again later. */
export function askWithinMs({ timeoutMs }: Pick<Config['medgemma'], 'timeoutMs'>): number {
  return MODEL_CALLS * timeoutMs;
}

/**
 * How the durable jobs are run. That of the model lives a little longer than it may ask: not more, for so long is the case
 * of a killed process missed.
 */
export function jobSettings({ medgemma }: Pick<Config, 'medgemma'>): Readonly<Record<JobName, JobSettings>> {
  const expireInSeconds = Math.ceil(askWithinMs(medgemma) / 1000) + MARGIN_SECONDS;
  return { ...JOB_SETTINGS, [JobName.ASK_MODEL]: { ...JOB_SETTINGS[JobName.ASK_MODEL], expireInSeconds } };
}
