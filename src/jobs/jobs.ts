import PgBoss from 'pg-boss';
import { type Prisma } from '../generated/prisma/client';
import { type Logger } from '../observability';
import { alone } from './alone';
import { JOB_SETTINGS, type JobData, JobName, type JobSettings } from './job-name';
import { createQueueDatabase } from './queue-database';

const POLLING_INTERVAL_SECONDS = 0.5;
/** How often the processes together, not each of them, look for abandoned jobs. */
const MAINTENANCE_INTERVAL_SECONDS = 2;
const KEEP_FINISHED_SECONDS = 60 * 60;
const STOP_TIMEOUT_MS = 10_000;

interface JobsDeps {
  readonly databaseUrl: string;
  readonly logger: Pick<Logger, 'error'>;
  readonly newId: () => string;
  readonly settings?: Readonly<Record<JobName, JobSettings>>;
}

export interface Job<N extends JobName> {
  readonly name: N;
  readonly data: JobData[N];
  /** Not before this much time has passed. */
  readonly startAfterMs?: number;
  /** While a job of this name and key waits to start, another one is not added. */
  readonly singletonKey?: string;
}

/**
 * Does one job. It runs at least once, and again after a failure or a kill: its effect must be safe to repeat.
 * `signal` aborts when the job expires; what is not finished then runs again somewhere else.
 */
export type JobHandler<N extends JobName> = (data: JobData[N], signal: AbortSignal) => Promise<void>;

export interface Jobs {
  /** Prepares the queues. Must have ended before the first `enqueue` or `work`. */
  start(): Promise<void>;
  /** Lets running jobs end (10 s at most), hands back the others. */
  stop(): Promise<void>;
  /** Adds a job in the caller's transaction: it exists if and when that commits. */
  enqueue<N extends JobName>(
    tx: Pick<Prisma.TransactionClient, '$queryRawUnsafe'>,
    job: Job<N>,
  ): Promise<void>;
  /** Starts `concurrency` workers of this process on the queue. */
  work<N extends JobName>(name: N, handler: JobHandler<N>, options?: { concurrency: number }): Promise<void>;
}

export function createJobs({ databaseUrl, logger, newId, settings = JOB_SETTINGS }: JobsDeps): Jobs {
  const report = (error: unknown): void => logger.error('The job queue has trouble.', { error });
  const db = createQueueDatabase(databaseUrl, report);
  const boss = new PgBoss({
    db,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_INTERVAL_SECONDS,
    archiveCompletedAfterSeconds: KEEP_FINISHED_SECONDS,
  });
  boss.on('error', report);

  return {
    // Two processes that make the same queues at the same time lock each other out.
    start: () => alone(databaseUrl, prepare),

    async stop() {
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
      await db.close();
    },

    async enqueue(tx, { name, data, startAfterMs = 0, singletonKey = newId() }) {
      const executeSql = async (text: string, values: unknown[]) => ({
        rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values),
      });
      await boss.send(name, data, { db: { executeSql }, startAfter: startAfterMs / 1000, singletonKey });
    },

    async work<N extends JobName>(name: N, handler: JobHandler<N>, { concurrency } = { concurrency: 1 }) {
      const lifetimeMs = settings[name].expireInSeconds * 1000;
      const workOff = async (batch: PgBoss.Job<JobData[N]>[]): Promise<void> => {
        for (const job of batch)
          await attempt(name, () => handler(job.data, AbortSignal.timeout(lifetimeMs)));
      };
      for (let worker = 0; worker < concurrency; worker++) {
        await boss.work<JobData[N]>(name, { pollingIntervalSeconds: POLLING_INTERVAL_SECONDS }, workOff);
      }
    },
  };

  async function prepare(): Promise<void> {
    await boss.start();
    for (const name of Object.values(JobName)) {
      const queue = toQueue(name, settings[name]);
      await boss.createQueue(name, queue);
      // A queue that was there already keeps its old settings unless it is told.
      await boss.updateQueue(name, queue);
    }
  }

  /** The queue stores why a job failed, and an error's own words may repeat a patient's: it gets only ours. */
  async function attempt(job: JobName, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      logger.error('A job failed and will be tried again.', { job, error });
      throw new Error(`${job} failed; the log says why.`);
    }
  }
}

/** Policy `short`: among the waiting jobs of a queue, each key is there once. */
function toQueue(
  name: JobName,
  { expireInSeconds, retryLimit, retryDelaySeconds }: JobSettings,
): PgBoss.Queue {
  return {
    name,
    policy: 'short',
    expireInSeconds,
    retryLimit,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
  };
}
