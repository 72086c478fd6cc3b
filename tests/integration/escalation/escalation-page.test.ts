import { type PrismaClient } from '../../../src/generated/prisma/client';
import { type EscalationQuery, escalationPageSql } from '../../../src/escalation/escalation-page';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { connect, openCase, openFacility } from './case-events';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
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
               '[]', now() - n * interval '1 min', now(), CASE WHEN n % 100 = 1 THEN 2 ELSE 1 END
        FROM generate_series(1, 5000) n`;
    }
    await prisma.$executeRaw`ANALYZE escalation`;
  });

  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  async function rowsTouched(
    asked: Partial<EscalationQuery>,
    after: readonly [number, string, string] | null = null,
  ): Promise<number> {
    const query = { facilityIds: [], pooled: [], statuses: null, urgencies: null, ...asked };
    const { text, values } = escalationPageSql(query, { size: 20, after });
    const [plan] = await prisma.$queryRawUnsafe<[{ 'QUERY PLAN': [{ Plan: PlanNode }] }]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      ...values,
    );
    const scans = nodesOf(plan['QUERY PLAN'][0].Plan).filter(
      (node) => node['Relation Name'] === 'escalation',
    );
    expect(scans.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    return Math.max(...scans.map((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)));
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
    expect(await rowsTouched({ facilityIds, statuses }, after)).toBeLessThanOrEqual(21);
  });

  it('reads of a pool’s facilities no more rows than have come to its tier', async () => {
    const pooled = facilityIds.map((facilityId) => ({ facilityId, fromTier: 2 }));
    expect(await rowsTouched({ pooled })).toBeLessThanOrEqual(21);
    const { text, values } = escalationPageSql(
      { facilityIds: [], pooled, statuses: null, urgencies: null },
      { size: 200, after: null },
    );
    const rows = await prisma.$queryRawUnsafe<{ tier: number }[]>(text, ...values);
    expect(rows.map(({ tier }) => tier)).toEqual(Array.from({ length: 100 }, () => 2));
  });

  it.each([
    ['of any status', null, 21],
    ['that are open, however many are over', ['OPEN'], 0],
  ] as const)('reads of all facilities no more rows than it shows: %s', async (_, statuses, most) => {
    const pooled = [{ facilityId: null, fromTier: 2 }];
    expect(await rowsTouched({ pooled, statuses })).toBeLessThanOrEqual(most);
    const own = facilityIds.slice(0, 1);
    expect(await rowsTouched({ pooled, statuses, facilityIds: own })).toBeLessThanOrEqual(21);
  });
});

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
