import fc from 'fast-check';
import { CaseStatus, type Viewer } from '../../../../src/domain';
import { openReading, type ReadingHarness } from './harness';

const PAGE = `
  query Page($filter: CaseFilter, $orderBy: CaseOrder, $first: Int!, $after: Cursor) {
    cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;

interface Page {
  readonly totalCount: number | null;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Filter {
  readonly status?: string[];
  readonly urgency?: string[];
  readonly facilityId?: string;
  readonly assignedToMe?: boolean;
  readonly openedAfter?: string;
  readonly openedBefore?: string;
  readonly updatedAfter?: string;
  readonly patientExternalId?: string;
  readonly condition?: string;
  readonly search?: string;
}

describe('the list of cases', () => {
  let house: ReadingHarness;
  let all: Awaited<ReturnType<typeof readAll>>;
  const readAll = () => house.prisma.triageCase.findMany({ include: { patient: true } });

  beforeAll(async () => {
    house = await openReading({ cases: 400, facilities: 3 });
    all = await readAll();
  });
  afterAll(() => house.close());

  async function page(variables: Record<string, unknown>, viewer?: Viewer): Promise<Page> {
    const { data, errors } = await house.run(PAGE, variables, viewer);
    expect(errors).toBeUndefined();
    return data?.cases as Page;
  }

  /** Every id of the list, page by page. */
  async function walk(filter: Filter, orderBy: string, first: number): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { edges, pageInfo, totalCount }: Page = await page({ filter, orderBy, first, after });
      ids.push(...edges.map(({ node }) => node.id));
      if (!pageInfo.hasNextPage) {
        expect(totalCount).toBe(ids.length);
        return ids;
      }
      expect(edges).toHaveLength(first);
      after = pageInfo.endCursor;
    }
  }

  /** What the list must hold, found the slow and obvious way. */
  function expected(filter: Filter, orderBy: string): string[] {
    const mine = house.clinician.facilityIds;
    const at = (text: string | undefined): number => (text === undefined ? NaN : Date.parse(text));
    const kept = all.filter(
      (row) =>
        mine.includes(row.facilityId) &&
        (filter.facilityId === undefined || row.facilityId === filter.facilityId) &&
        (!filter.status?.length || filter.status.includes(row.status)) &&
        (!filter.urgency?.length || (row.urgency !== null && filter.urgency.includes(row.urgency))) &&
        (filter.assignedToMe !== true || row.assigneeId === house.clinicianId) &&
        !(row.openedAt.getTime() <= at(filter.openedAfter)) &&
        !(row.openedAt.getTime() >= at(filter.openedBefore)) &&
        !(row.updatedAt.getTime() <= at(filter.updatedAfter)) &&
        (filter.patientExternalId === undefined || row.patient.externalId === filter.patientExternalId) &&
        (filter.condition === undefined || row.conditionTerms.includes(filter.condition)) &&
        (filter.search === undefined || row.searchText.split(/\s/).includes(filter.search)),
    );
    const byOpening = (a: (typeof all)[number], b: (typeof all)[number]): number =>
      a.openedAt.getTime() - b.openedAt.getTime() || (a.id < b.id ? -1 : 1);
    const orders: Record<string, typeof byOpening> = {
      URGENCY: (a, b) => a.urgencyRank - b.urgencyRank || byOpening(a, b),
      OLDEST: byOpening,
      NEWEST: (a, b) => byOpening(b, a),
    };
    return kept.sort(orders[orderBy]).map((row) => row.id);
  }

  it('shows every matching case once and in order, whatever the filter and the size of the pages', async () => {
    const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 3 });
    const days = fc.integer({ min: 1, max: 120 }).map((n) => new Date(2026, 0, 1, n).toISOString());
    const filters = fc.record({
      status: some(fc.subarray(['INTAKE', 'ASSESSING', 'AWAITING_REVIEW', 'IN_REVIEW', 'CLOSED'])),
      urgency: some(fc.subarray(['EMERGENCY', 'URGENT', 'SOON', 'ROUTINE', 'SELF_CARE'])),
      facilityId: some(fc.constantFrom(...house.facilityIds)),
      assignedToMe: some(fc.boolean()),
      openedAfter: some(days),
      openedBefore: some(days),
      updatedAfter: some(days),
    });
    const orders = fc.constantFrom('URGENCY', 'NEWEST', 'OLDEST');
    await fc.assert(
      fc.asyncProperty(filters, orders, fc.integer({ min: 7, max: 100 }), async (filter, orderBy, first) => {
        expect(await walk(filter, orderBy, first)).toEqual(expected(filter, orderBy));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its place while cases that were opened at one instant lie on both sides of a page', async () => {
    const openedAt = new Date('2026-03-01T00:00:00Z');
    await house.prisma.triageCase.updateMany({ data: { openedAt } });
    all = await readAll();
    for (const orderBy of ['URGENCY', 'NEWEST', 'OLDEST']) {
      expect(await walk({}, orderBy, 9)).toEqual(expected({}, orderBy));
    }
  });

  it("finds by the facility's own number of the patient, a word of the complaint, and the number of the case", async () => {
    const known = all.find(({ facilityId }) => facilityId === house.facilityIds[0]);
    const [number = '', ...complaint] = known?.searchText.split(/\s/) ?? [];
    const filters: Filter[] = [
      { patientExternalId: known?.patient.externalId ?? '' },
      { search: complaint.at(-1) },
      { search: number },
    ];
    for (const filter of filters) {
      const wanted = expected(filter, 'URGENCY');
      expect(wanted).toContain(known?.id);
      expect(await walk(filter, 'URGENCY', 20)).toEqual(wanted);
    }
  });

  it('finds by a condition of the latest differential, by name or code, in capitals or not', async () => {
    const [{ conditionTerms = [] } = {}] = all;
    const [name = '', code = ''] = conditionTerms;
    expect(await walk({ condition: name.toUpperCase() }, 'OLDEST', 20)).toEqual(
      expected({ condition: name }, 'OLDEST'),
    );
    expect(await walk({ condition: code.toLowerCase() }, 'OLDEST', 20)).toEqual(
      expected({ condition: code }, 'OLDEST'),
    );
  });

  it('tells how a page lies in the list', async () => {
    const first = await page({ first: 5 });
    expect(first.pageInfo).toMatchObject({ hasPreviousPage: false, startCursor: first.edges[0]?.cursor });
    const second = await page({ first: 5, after: first.pageInfo.endCursor });
    expect(second.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
  });

  it('is empty for a facility of somebody else, which it does not disclose, and for nobody’s', async () => {
    const foreign = house.facilityIds[2];
    for (const facilityId of [foreign, 'no-such-facility']) {
      expect(await page({ first: 5, filter: { facilityId } })).toMatchObject({ edges: [], totalCount: 0 });
    }
  });

  it.each([
    ['first', { first: 0 }],
    ['first', { first: 101 }],
    ['after', { first: 5, after: 'no-cursor-of-ours' }],
    ['after', { first: 5, after: Buffer.from('[0,"yesterday","x"]').toString('base64url') }],
  ])('refuses a wrong `%s`', async (field, variables) => {
    const { errors } = await house.run(PAGE, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('is not for patients or kiosks, nor for strangers', async () => {
    for (const role of ['PATIENT', 'KIOSK'] as const) {
      const { errors } = await house.run(PAGE, { first: 5 }, { ...house.clinician, role });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const { errors } = await house.run(PAGE, { first: 5 }, null);
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('keeps erased cases in their place', async () => {
    const [first] = await walk({}, 'URGENCY', 20);
    await house.prisma.triageCase.update({ where: { id: first }, data: { status: CaseStatus.ERASED } });
    expect((await walk({}, 'URGENCY', 20))[0]).toBe(first);
    expect(await walk({ status: ['ERASED'] }, 'URGENCY', 20)).toEqual([first]);
  });
});
