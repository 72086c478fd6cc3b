/** The door of jobs/: work that outlives the process that began it. */
export { createJobs, type Jobs } from './jobs';
export { JOB_SETTINGS, type JobData, JobName, type JobSettings } from './job-name';
