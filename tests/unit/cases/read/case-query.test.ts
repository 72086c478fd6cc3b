import { CaseOrder } from '../../../../src/cases/case-list.types';
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
