import { CaseOrder } from '../../../../src/cases/case-list.types';
import { isCaseKeys } from '../../../../src/cases/read/case-page';
import { caseQuery } from '../../../../src/cases/read/case-query';

const VIEWER = { id: 'v', facilityIds: ['a', 'b'] };

describe('a query for cases', () => {
  it('is narrowed to the facilities of the viewer, whatever the filter says', () => {
    expect(caseQuery(VIEWER, {}, CaseOrder.URGENCY).facilityIds).toEqual(['a', 'b']);
    expect(caseQuery(VIEWER, { facilityId: 'B' }, CaseOrder.URGENCY).facilityIds).toEqual(['b']);
    expect(caseQuery(VIEWER, { facilityId: 'c' }, CaseOrder.URGENCY).facilityIds).toEqual([]);
  });

  it('wants each status and urgency once, and takes an empty list for none asked', () => {
    const query = caseQuery(
      VIEWER,
      { status: ['CLOSED', 'CLOSED'], urgency: ['SELF_CARE', 'EMERGENCY', 'SELF_CARE'] },
      CaseOrder.NEWEST,
    );
    expect(query).toMatchObject({ statuses: ['CLOSED'], ranks: [4, 0] });
    expect(caseQuery(VIEWER, { status: [], urgency: [] }, CaseOrder.URGENCY)).toMatchObject({
      statuses: null,
      ranks: null,
    });
  });

  it.each([
    [CaseOrder.URGENCY, {}, false],
    [CaseOrder.URGENCY, { status: ['CLOSED'] as const }, false],
    [CaseOrder.URGENCY, { openedAfter: new Date(0) }, true],
    [CaseOrder.OLDEST, {}, false],
    [CaseOrder.OLDEST, { openedBefore: new Date(0) }, false],
    [CaseOrder.NEWEST, { status: ['CLOSED'] as const }, true],
  ])('reads rank by rank only where no index holds the order otherwise: %s %j', (order, filter, byRank) => {
    expect(caseQuery(VIEWER, filter, order).ranks !== null).toBe(byRank);
  });
});

describe('the keys of a cursor', () => {
  const id = '01920004-0000-7000-8000-00000000000a';

  it('are a rank, an instant and an id', () => {
    expect(isCaseKeys([2, '2026-01-01T00:00:00.000Z', id])).toBe(true);
  });

  it.each([
    [[]],
    [[2, '2026-01-01T00:00:00.000Z']],
    [[2.5, '2026-01-01T00:00:00.000Z', id]],
    [[2, 'yesterday', id]],
    [[2, '2026-01-01T00:00:00.000Z', "'; --"]],
    [[2, null, id]],
    [[2, '2026-01-01T00:00:00.000Z', id, 1]],
  ])('are nothing else: %j', (keys) => {
    expect(isCaseKeys(keys)).toBe(false);
  });
});
