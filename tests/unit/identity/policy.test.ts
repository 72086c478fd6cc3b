import { CaseErrorCode, Role, type Viewer } from '../../../src/domain';
import { Action, authorise, authoriseEscalated, may, pooledAsked, tierSeenFrom } from '../../../src/identity';

const NORTH = 'north';

function viewerWith(role: Role): Viewer {
  return { id: 'v', role, displayName: 'Somebody', facilityIds: [NORTH], session: null };
}

const NOT_FOR_CLINICIANS: readonly Action[] = [Action.CONVERSE, Action.MANAGE_DELIVERY];

/** The whole matrix, spelled out by role instead of by action: two people would have to make the same mistake. */
const EXPECTED: Record<Role, Action[]> = {
  PATIENT: ['CONVERSE', 'REQUEST_UPLOAD'],
  KIOSK: ['START_SESSION', 'RESUME_SESSION', 'LIST_FACILITIES'],
  PARTNER: [
    'START_SESSION',
    'REQUEST_UPLOAD',
    'SUBMIT_CASE',
    'LIST_FACILITIES',
    'READ_CASE',
    'SEARCH_SIMILAR_CASES',
    'READ_ESCALATION',
  ],
  RESPONDER: [
    'LIST_FACILITIES',
    'READ_CASE',
    'READ_CALLBACK_REFERENCE',
    'READ_ESCALATION',
    'ACKNOWLEDGE_ESCALATION',
    'RECEIVE_PUSH',
  ],
  CLINICIAN: Object.values(Action).filter((action) => !NOT_FOR_CLINICIANS.includes(action)),
  ADMIN: [
    'LIST_FACILITIES',
    'READ_CASE',
    'READ_CALLBACK_REFERENCE',
    'ASSIGN_CASE',
    'WITHDRAW_CONSENT',
    'ERASE_CASE',
    'READ_ESCALATION',
    'ACKNOWLEDGE_ESCALATION',
    'MANAGE_DELIVERY',
    'RECEIVE_PUSH',
  ],
};

describe('the policy', () => {
  it.each(Object.values(Role))('lets %s do what the matrix says, and nothing else', (role) => {
    const allowed = Object.values(Action).filter((action) => may(viewerWith(role), action));
    expect(allowed).toEqual(EXPECTED[role]);
  });

  it('answers FORBIDDEN at home for what the role may not do', () => {
    const refused = authorise(viewerWith(Role.KIOSK), Action.READ_CASE, NORTH);
    expect(refused).toMatchObject({ ok: false, error: { code: CaseErrorCode.FORBIDDEN } });
  });

  it('answers NOT_FOUND abroad, and names what was asked for', () => {
    const refused = authorise(viewerWith(Role.ADMIN), Action.READ_ESCALATION, 'south', 'escalation');
    expect(refused).toMatchObject({
      ok: false,
      error: { code: CaseErrorCode.NOT_FOUND, message: 'No such escalation.' },
    });
  });

  describe('for pools', () => {
    const [SOUTH, WEST] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];
    const region: Viewer = {
      ...viewerWith(Role.RESPONDER),
      pooled: [
        { facilityId: SOUTH, fromTier: 2 },
        { facilityId: NORTH, fromTier: 2 },
      ],
    };
    const duty: Viewer = { ...viewerWith(Role.RESPONDER), pooled: [{ facilityId: null, fromTier: 3 }] };
    const both: Viewer = { ...region, pooled: [...(region.pooled ?? []), ...(duty.pooled ?? [])] };

    it.each([
      ['the region', region, SOUTH, 1, false],
      ['the region', region, SOUTH, 2, true],
      ['the region', region, SOUTH, 3, true],
      ['the region', region, SOUTH, null, false],
      ['the region', region, WEST, 3, false],
      ['the region', region, NORTH, 1, true],
      ['the region', region, NORTH, null, true],
      ['the platform', duty, SOUTH, 2, false],
      ['the platform', duty, SOUTH, 3, true],
      ['the platform', duty, WEST, 3, true],
      ['the platform', duty, WEST, null, false],
      ['both', both, SOUTH, 2, true],
      ['both', both, WEST, 2, false],
      ['both', both, WEST, 3, true],
    ])('of %s in row %#: seen is as it must be', (_, viewer, facilityId, tier, isSeen) => {
      const allowed = authoriseEscalated(viewer, Action.READ_CASE, { facilityId, tier });
      expect(allowed).toMatchObject(isSeen ? { ok: true } : { ok: false, error: { code: 'NOT_FOUND' } });
    });

    it('a facility that the viewer works for is theirs, not the pool’s', () => {
      expect(pooledAsked(region, null)).toEqual([{ facilityId: SOUTH, fromTier: 2 }]);
      expect(pooledAsked(region, SOUTH.toUpperCase())).toHaveLength(1);
      expect(pooledAsked(region, NORTH)).toEqual([]);
      expect(pooledAsked(region, WEST)).toEqual([]);
    });

    it('who stands behind all may ask for any one of them, and for nothing that is none', () => {
      expect(pooledAsked(duty, null)).toEqual([{ facilityId: null, fromTier: 3 }]);
      expect(pooledAsked(duty, WEST.toUpperCase())).toEqual([{ facilityId: WEST, fromTier: 3 }]);
      expect(pooledAsked(duty, 'west')).toEqual([]);
      expect(pooledAsked(both, SOUTH)).toEqual([{ facilityId: SOUTH, fromTier: 2 }]);
      expect(tierSeenFrom(both, SOUTH)).toBe(2);
      expect(tierSeenFrom(viewerWith(Role.RESPONDER), SOUTH)).toBe(Infinity);
    });

    it('what is not escalated stays the members’ own: a pool changes nothing about `authorise`', () => {
      expect(authorise(both, Action.READ_CASE, SOUTH).ok).toBe(false);
    });
  });
});
