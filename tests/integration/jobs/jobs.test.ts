import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as newId } from 'uuid';
import { PrismaClient } from '../../../src/generated/prisma/client';
import { createJobs, JobName, type Jobs } from '../../../src/jobs';
import { createTestDatabase } from '../../support/database';
import { QUICK_SETTINGS } from './quick-settings';

const LONG_MS = 60_000;

describe('jobs', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let prisma: PrismaClient;
  let jobs: Jobs;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url }) });
    await prisma.$executeRaw`CREATE TABLE effect (case_id uuid NOT NULL)`;
    const logger = { error: jest.fn() };
    jobs = createJobs({ databaseUrl: database.url, logger, newId, settings: QUICK_SETTINGS });
    await jobs.start();
  }, LONG_MS);

  afterAll(async () => {
    for (const child of children.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    )) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await jobs.stop();
    await prisma.$disconnect();
    await database.drop();
  }, LONG_MS);

  const enqueue = (caseId: string, options: { startAfterMs?: number; singletonKey?: string } = {}) =>
    prisma.$transaction((tx) =>
      jobs.enqueue(tx, { name: JobName.ASSESS_CASE, data: { caseId }, ...options }),
    );

  const waitingOf = async (caseId: string): Promise<number> => {
    const rows = await prisma.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pgboss.job WHERE data->>'caseId' = ${caseId} AND state = 'created'`;
    return rows[0]?.waiting ?? 0;
  };

  const effectsOf = async (caseId: string): Promise<number> => {
    const rows = await prisma.$queryRaw<{ effects: number }[]>`
      SELECT count(*)::int AS effects FROM effect WHERE case_id = ${caseId}::uuid`;
    return rows[0]?.effects ?? 0;
  };

  async function workerProcess(mode: 'hang' | 'work'): Promise<ChildProcess> {
    const child = fork(join(__dirname, 'worker-process.ts'), [database.url, mode], {
      execArgv: ['-r', '@swc-node/register'],
    });
    children.push(child);
    await heard(child, 'ready');
    return child;
  }

  // They lock each other out in most rounds, not in all, unless somebody orders them.
  it.each([1, 2, 3])('starts in many processes at once, on a database that knows no jobs (%i)', async () => {
    const fresh = await createTestDatabase();
    const logger = { error: jest.fn() };
    const all = Array.from({ length: 8 }, () => createJobs({ databaseUrl: fresh.url, logger, newId }));
    const starts = await Promise.allSettled(all.map((one) => one.start()));
    await Promise.allSettled(all.map((one) => one.stop()));
    await fresh.drop();
    expect(starts.map(({ status }) => status)).toEqual(all.map(() => 'fulfilled'));
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('adds many by one statement, each key once, with the transaction', async () => {
    const [one, other, alone, dropped] = [newId(), newId(), newId(), newId()];
    const later = { name: JobName.ASSESS_CASE, startAfterMs: LONG_MS } as const;
    const jobOf = (caseId: string) => ({ ...later, data: { caseId }, singletonKey: caseId });
    await prisma.$transaction((tx) => jobs.enqueueAll(tx, [one, other, one].map(jobOf)));
    await prisma.$transaction((tx) => jobs.enqueueAll(tx, []));
    const rolledBack = prisma.$transaction(async (tx) => {
      await jobs.enqueueAll(tx, [jobOf(dropped)]);
      throw new Error('The change did not happen.');
    });
    await expect(rolledBack).rejects.toThrow('The change did not happen.');
    expect(await Promise.all([one, other, dropped].map(waitingOf))).toEqual([1, 1, 0]);

    await enqueue(alone, { startAfterMs: LONG_MS });
    const settings = await prisma.$queryRaw<unknown[]>`
      SELECT DISTINCT expire_in::text, retry_limit, retry_delay, retry_backoff, policy, (start_after - created_on)::text AS pause
      FROM pgboss.job WHERE data->>'caseId' IN (${one}, ${alone})`;
    expect(settings).toHaveLength(1);
  });

  it('adds a job with the transaction, or not at all', async () => {
    const [kept, dropped] = [newId(), newId()];
    const later = { startAfterMs: LONG_MS };
    await enqueue(kept, later);
    const rolledBack = prisma.$transaction(async (tx) => {
      await jobs.enqueue(tx, { name: JobName.ASSESS_CASE, data: { caseId: dropped }, ...later });
      throw new Error('The change did not happen.');
    });
    await expect(rolledBack).rejects.toThrow('The change did not happen.');
    expect([await waitingOf(kept), await waitingOf(dropped)]).toEqual([1, 0]);
  });

  it('keeps one waiting job of a key, and any number without one', async () => {
    const [keyed, free] = [newId(), newId()];
    for (let i = 0; i < 2; i++) {
      await enqueue(keyed, { startAfterMs: LONG_MS, singletonKey: keyed });
      await enqueue(free, { startAfterMs: LONG_MS });
    }
    expect([await waitingOf(keyed), await waitingOf(free)]).toEqual([1, 2]);
  });

  it(
    'runs the job of a killed process again in another one, and its effect is there once',
    async () => {
      const caseId = newId();
      const doomed = await workerProcess('hang');
      const inTheMiddle = heard(doomed, 'in the middle');
      await enqueue(caseId);
      await inTheMiddle;
      doomed.kill('SIGKILL');
      await once(doomed, 'exit');
      expect(await effectsOf(caseId)).toBe(0);

      const heir = await workerProcess('work');
      await heard(heir, 'done');
      expect(await effectsOf(caseId)).toBe(1);
    },
    LONG_MS,
  );

  it(
    'runs a job that failed again, and tells a handler when its time is up',
    async () => {
      const failures: string[] = [];
      const caseId = newId();
      const succeeded = new Promise<void>((resolve) => {
        jobs.work(JobName.DELETE_MEDIA, async (data, signal) => {
          if (failures.length === 0) {
            failures.push('at once');
            throw new Error('The store is away.');
          }
          if (failures.length === 1) {
            await new Promise((_, reject) => signal.addEventListener('abort', reject)).catch(() =>
              failures.push('out of time'),
            );
            signal.throwIfAborted();
          }
          expect(data).toEqual({ caseId });
          resolve();
        });
      });
      await prisma.$transaction((tx) => jobs.enqueue(tx, { name: JobName.DELETE_MEDIA, data: { caseId } }));
      await succeeded;
      expect(failures).toEqual(['at once', 'out of time']);
      const stored = await prisma.$queryRaw<{ output: string }[]>`SELECT output::text FROM pgboss.job`;
      expect(stored.filter(({ output }) => output?.includes('The store is away'))).toEqual([]);
    },
    LONG_MS,
  );
});

function heard(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => message === word && resolve());
    child.once('exit', () => reject(new Error(`The worker ended before it was "${word}".`)));
  });
}
