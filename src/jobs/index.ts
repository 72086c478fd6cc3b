/** The door of jobs/: work that outlives the process that began it. */
export { createJobs, type Job, type JobHandler, type Jobs, type JobsDeps } from './jobs';
export { JobName, type JobData, type JobSettings } from './job-name';
