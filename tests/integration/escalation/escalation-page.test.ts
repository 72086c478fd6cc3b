import { type PrismaClient } from '../../../src/generated/prisma/client';
import { escalationPageSql } from '../../../src/escalation/list-escalations';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { connect, openCase, openFacility } from './case-events';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  Plans?: PlanNode[];
}

describe('a page of escalations', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  let facilityIds: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    prisma = connect(database.url);
    facilityIds = [await openFacility(prisma, 'North'), await openFacility(prisma, 'South')];
    for (const facilityId of facilityIds) {
      const { id } = await openCase(prisma, facilityId);
      await prisma.$executeRaw`
        INSERT INTO escalation (id, case_id, facility_id, urgency, urgency_rank, status, reasons, raised_at,
                                acknowledge_by, tier)
        SELECT gen_random_uuid(), ${id}::uuid, ${facilityId}::uuid, 'SOON', 2,
               CASE WHEN n % 100 = 0 THEN 'OPEN' ELSE 'RESOLVED' END::"EscalationStatus",
               '[]', now() - n * interval '1 min', now(), 1
        FROM generate_series(1, 5000) n`;
    }
    await prisma.$executeRaw`ANALYZE escalation`;
  });

  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  async function rowsTouched(
    statuses: ('OPEN' | 'RESOLVED')[] | null,
    after: readonly [number, string, string] | null,
  ): Promise<number> {
    const { text, values } = escalationPageSql(
      { facilityIds, pooled: [], statuses, urgencies: null },
      { size: 20, after },
    );
    const [plan] = await prisma.$queryRawUnsafe<[{ 'QUERY PLAN': [{ Plan: PlanNode }] }]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      ...values,
    );
    const scans = nodesOf(plan['QUERY PLAN'][0].Plan).filter(
      (node) => node['Relation Name'] === 'escalation',
    );
    expect(scans.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    return Math.max(...scans.map((node) => node['Actual Rows']));
  }

  it.each([
    ['the first', null, null],
    [
      'a deep one',
      null,
      [2, new Date(Date.now() - 60 * 60_000).toISOString(), '00000000-0000-0000-0000-000000000000'],
    ],
    ['one of a rare status', ['OPEN'], null],
    ['one of two statuses', ['OPEN', 'RESOLVED'], null],
  ] as const)('reads no more rows of a facility than it shows: %s', async (_, statuses, after) => {
    expect(await rowsTouched(statuses === null ? null : [...statuses], after)).toBeLessThanOrEqual(21);
  });
});

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
