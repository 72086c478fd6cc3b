import { Prisma } from '../../../../src/generated/prisma/client';
import { casePageSql, keysOf, readCasePage } from '../../../../src/cases/read/case-page';
import { type WorkListKeys } from '../../../../src/graphql';
import { type CaseFilterValues, caseQuery } from '../../../../src/cases/read/case-query';
import { CaseOrder } from '../../../../src/cases/case-list.types';
import { openReading, type ReadingHarness } from './harness';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const CASES = 6_000;
const PAGE_SIZE = 20;
const FACILITIES = 2;

/** Lists that an index holds in order, with the number of slices that they are read in. */
const FLAT_LISTS: readonly [string, CaseOrder, CaseFilterValues, slices: number][] = [
  ['by urgency', CaseOrder.URGENCY, {}, FACILITIES],
  ['the newest', CaseOrder.NEWEST, {}, FACILITIES],
  ['the oldest', CaseOrder.OLDEST, {}, FACILITIES],
  ['by urgency, of two statuses', CaseOrder.URGENCY, { status: ['IN_REVIEW', 'CLOSED'] }, 2 * FACILITIES],
  ['by urgency, of two urgencies', CaseOrder.URGENCY, { urgency: ['SOON', 'ROUTINE'] }, 2 * FACILITIES],
  [
    'by urgency, since a day',
    CaseOrder.URGENCY,
    { openedAfter: new Date('2026-01-03T00:00:00Z') },
    6 * FACILITIES,
  ],
  ['the oldest of a status', CaseOrder.OLDEST, { status: ['AWAITING_REVIEW'] }, 6 * FACILITIES],
  [
    'the newest of an urgency and status',
    CaseOrder.NEWEST,
    { status: ['CLOSED'], urgency: ['SELF_CARE'] },
    FACILITIES,
  ],
];

describe('the plans behind the lists', () => {
  let house: ReadingHarness;
  beforeAll(async () => {
    house = await openReading({ cases: CASES, facilities: FACILITIES });
  }, 60_000);
  afterAll(() => house.close());

  /** How many rows of triage_case the page's statement really looked at; fails on a scan of the table. */
  async function rowsLookedAt(
    order: CaseOrder,
    filter: CaseFilterValues,
    after: WorkListKeys | null,
  ): Promise<number> {
    const statement = casePageSql(caseQuery(house.clinician, filter, order), { size: PAGE_SIZE, after });
    const [explained] = await house.prisma.$queryRaw<[{ 'QUERY PLAN': [{ Plan: PlanNode }] }]>(
      Prisma.sql`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`,
    );
    return visit(explained['QUERY PLAN'][0].Plan);
  }

  function visit(node: PlanNode): number {
    const own = node['Relation Name'] === 'triage_case' ? rowsOf(node) : 0;
    return (node.Plans ?? []).reduce((rows, child) => rows + visit(child), own);
  }

  function rowsOf(node: PlanNode): number {
    expect(node['Node Type']).not.toBe('Seq Scan');
    return (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  }

  it.each(FLAT_LISTS)('look at no more than a page per slice: %s', async (_, order, filter, slices) => {
    const rows = await rowsLookedAt(order, filter, null);
    expect(rows).toBeGreaterThan(PAGE_SIZE);
    expect(rows).toBeLessThanOrEqual(slices * (PAGE_SIZE + 1));
  });

  it.each(FLAT_LISTS)('look at no more behind a deep page: %s', async (_, order, filter, slices) => {
    const query = caseQuery(house.clinician, filter, order);
    let after: WorkListKeys | null = null;
    for (let depth = 0; depth < 3; depth += 1) {
      const rows = await readCasePage(house.prisma, query, { size: 60, after });
      const last = rows.at(-1);
      if (last === undefined) throw new Error('The list is too short for this test.');
      after = keysOf(last);
    }
    expect(await rowsLookedAt(order, filter, after)).toBeLessThanOrEqual(slices * (PAGE_SIZE + 1));
  });

  it.each<[string, CaseFilterValues]>([
    ['a condition', { condition: 'condition 7' }],
    ['free text', { search: 'sign77' }],
    ["the facility's number of the patient", { patientExternalId: 'P-77' }],
    ['what changed since', { updatedAfter: new Date(Date.UTC(2026, 0, 1) + (CASES - 20) * 97_000) }],
  ])('find by an index: %s', async (_, filter) => {
    expect(await rowsLookedAt(CaseOrder.URGENCY, filter, null)).toBeLessThan(CASES / 10);
  });
});
