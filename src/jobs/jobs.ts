import { setTimeout as delay } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { type Prisma } from '../generated/prisma/client';
import { type Logger } from '../observability';
import { alone } from './alone';
import { JOB_SETTINGS, type JobData, JobName, type JobSettings } from './job-name';
import { type Poller, startPoller } from './poller';
import { createQueueDatabase } from './queue-database';

const POLLING_INTERVAL_MS = 500;
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

type QueueTransaction = Pick<Prisma.TransactionClient, '$queryRawUnsafe'>;

export interface Jobs {
  /** Prepares the queues. Must have ended before the first `enqueue` or `work`. */
  start(): Promise<void>;
  /** Lets running jobs end (10 s at most), hands back the others. */
  stop(): Promise<void>;
  /** Adds a job in the caller's transaction: it exists if and when that commits. */
  enqueue<N extends JobName>(tx: QueueTransaction, job: Job<N>): Promise<void>;
  /** The same for many, in one statement. */
  enqueueAll<N extends JobName>(tx: QueueTransaction, jobs: readonly Job<N>[]): Promise<void>;
  /** Works the queue off in this process, at most `concurrency` jobs at once. */
  work<N extends JobName>(name: N, handler: JobHandler<N>, options?: { concurrency: number }): void;
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
  const pollers: Poller<Pick<PgBoss.Job, 'id' | 'name'>>[] = [];
  let isStopping = false;

  return {
    // Two processes that make the same queues at the same time lock each other out.
    start: () => alone(databaseUrl, prepare),

    async stop() {
      isStopping = true;
      const ended = Promise.all(pollers.map((poller) => poller.stop()));
      await Promise.race([ended, delay(STOP_TIMEOUT_MS, undefined, { ref: false })]);
      for (const { name, id } of pollers.flatMap((poller) => poller.running()))
        await boss.fail(name, id, new Error('The process that did it has stopped.'));
      await boss.stop({ graceful: false });
      await db.close();
    },

    async enqueue(tx, { name, data, startAfterMs = 0, singletonKey = newId() }) {
      await boss.send(name, data, { db: within(tx), startAfter: startAfterMs / 1000, singletonKey });
    },

    async enqueueAll(tx, many) {
      if (many.length === 0) return;
      const rows = many.map(({ name, data, startAfterMs = 0, singletonKey = newId() }) => {
        return { name, data, startAfter: String(startAfterMs / 1000), singletonKey };
      });
      await boss.insert(rows, { db: within(tx) });
    },

    work<N extends JobName>(name: N, handler: JobHandler<N>, { concurrency } = { concurrency: 1 }) {
      const poller = startPoller<PgBoss.Job<JobData[N]>>({
        concurrency,
        intervalMs: POLLING_INTERVAL_MS,
        fetch: (batchSize) => boss.fetch<JobData[N]>(name, { batchSize }),
        run: ({ id, data }) => attempt(name, id, (signal) => handler(data, signal)),
        onTrouble: report,
      });
      pollers.push(poller);
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

  /**
   * Does one job within its lifetime, and tells the queue how it ended. The queue stores why a job failed, and an error's own
   * words may repeat a patient's: it gets only ours.
   */
  async function attempt(
    name: JobName,
    id: string,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const lifetime = AbortSignal.timeout(settings[name].expireInSeconds * 1000);
    try {
      try {
        await Promise.race([work(lifetime), endOf(lifetime)]);
      } catch (error) {
        logger.error('A job failed and will be tried again.', { job: name, error });
        await boss.fail(name, id, new Error(`${name} failed; the log says why.`));
        return;
      }
      await boss.complete(name, id);
    } catch (error) {
      // After the stop nobody listens any more: the job was handed back.
      if (!isStopping) report(error);
    }
  }
}

/** The queue's statements, as part of the caller's transaction. */
function within(tx: QueueTransaction): PgBoss.Db {
  return {
    executeSql: async (text, values: unknown[]) => ({
      rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values),
    }),
  };
}

function endOf(lifetime: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    lifetime.addEventListener('abort', () => reject(lifetime.reason as Error), { once: true });
  });
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
