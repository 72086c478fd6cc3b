import { type PrismaClient } from '../../../src/generated/prisma/client';
import { JobName } from '../../../src/jobs';

/** What became of many cases. */
export interface Revised {
  /** EVIDENCE, then one of the model's. */
  readonly complete: number;
  /** EVIDENCE alone. */
  readonly unrevised: number;
  /** Anything else: answered twice, or given up. */
  readonly other: number;
}

const COMPLETE = 'EVIDENCE,MEDGEMMA';
const UNREVISED = 'EVIDENCE';

/** Counts the cases by the sources of their assessments. */
export async function countRevised(prisma: PrismaClient, caseIds: readonly string[]): Promise<Revised> {
  const rows = await prisma.$queryRaw<{ sources: string; cases: number }[]>`
    SELECT sources, count(*)::int AS cases FROM (
      SELECT string_agg(source::text, ',' ORDER BY revision) AS sources FROM assessment
      WHERE case_id = ANY(${[...caseIds]}::uuid[]) GROUP BY case_id
    ) AS of_case GROUP BY sources`;
  const casesWith = (sources: string): number => rows.find((row) => row.sources === sources)?.cases ?? 0;
  const [complete, unrevised] = [casesWith(COMPLETE), casesWith(UNREVISED)];
  return { complete, unrevised, other: caseIds.length - complete - unrevised };
}

/** The jobs that ask the model and have not ended: waiting, running, or to be tried again. */
export async function countOpenQuestions(prisma: PrismaClient): Promise<number> {
  const [row] = await prisma.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM pgboss.job WHERE name = ${JobName.ASK_MODEL} AND state < 'completed'`;
  return row?.open ?? 0;
}
