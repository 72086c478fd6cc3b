/**
 * A process of its own that works off `assess-case` jobs. In mode `hang` it stops dead in the middle of the job's
 * transaction, and says so; otherwise it commits the effect. The parent kills it.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as newId } from 'uuid';
import { PrismaClient } from '../../../src/generated/prisma/client';
import { createJobs, JobName } from '../../../src/jobs';
import { QUICK_SETTINGS } from './quick-settings';

async function main(databaseUrl: string, mode: string): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
  const jobs = createJobs({
    databaseUrl,
    newId,
    settings: QUICK_SETTINGS,
    logger: { error: () => undefined },
  });
  await jobs.start();
  jobs.work(JobName.ASSESS_CASE, async ({ caseId }) => {
    await prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`INSERT INTO effect (case_id) VALUES (${caseId}::uuid)`;
        if (mode === 'hang') {
          process.send?.('in the middle');
          await new Promise(() => undefined);
        }
      },
      { timeout: 60_000 },
    );
    process.send?.('done');
  });
  process.send?.('ready');
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
