import { PrismaPg } from '@prisma/adapter-pg';
import { createStatementNames } from '../../src/composition/statement-names';
import { PrismaClient } from '../../src/generated/prisma/client';
import { CaseOrder } from '../../src/cases/case-list.types';
import { readCasePage } from '../../src/cases/read/case-page';
import { type WorkListKeys } from '../../src/graphql';
import { type CaseFilterValues, caseQuery } from '../../src/cases/read/case-query';
import { percentile } from './compare-servers';
import { type GeneratedHouse } from './generate-cases';

export interface PageTimes {
  readonly list: string;
  readonly firstPageMs: number;
  readonly deepPageMs: number;
}

const LISTS: readonly [string, CaseOrder, CaseFilterValues][] = [
  ['most urgent first', CaseOrder.URGENCY, {}],
  ['newest first', CaseOrder.NEWEST, {}],
  ['awaiting review, most urgent first', CaseOrder.URGENCY, { status: ['AWAITING_REVIEW'] }],
  ['awaiting review, oldest first', CaseOrder.OLDEST, { status: ['AWAITING_REVIEW'] }],
  ['one condition, most urgent first', CaseOrder.URGENCY, { condition: 'L42' }],
];

const REPEATS = 50;

/** The median time of a list's first page beside that of a page from its middle on. */
export async function measureDeepPaging(databaseUrl: string, house: GeneratedHouse): Promise<PageTimes[]> {
  const prisma = new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: databaseUrl },
      { statementNameGenerator: createStatementNames() },
    ),
  });
  const viewer = { id: house.clinicianId, facilityIds: house.facilityIds };
  const middle = await middleOf(prisma);
  const times: PageTimes[] = [];
  for (const [list, order, filter] of LISTS) {
    const query = caseQuery(viewer, filter, order);
    const median = async (after: WorkListKeys | null): Promise<number> => {
      const runsMs: number[] = [];
      for (let run = 0; run < REPEATS; run += 1) {
        const startMs = performance.now();
        await readCasePage(prisma, query, { size: 20, after });
        runsMs.push(performance.now() - startMs);
      }
      return percentile(runsMs, 0.5);
    };
    times.push({ list, firstPageMs: await median(null), deepPageMs: await median(middle) });
  }
  await prisma.$disconnect();
  return times;
}

/** The keys of a case that half of all cases are opened before. */
async function middleOf(prisma: PrismaClient): Promise<WorkListKeys> {
  const count = await prisma.triageCase.count();
  const row = await prisma.triageCase.findFirstOrThrow({
    orderBy: { openedAt: 'asc' },
    skip: Math.floor(count / 2),
  });
  return [3, row.openedAt.toISOString(), row.id];
}
