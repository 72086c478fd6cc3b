import { CaseErrorCode, Role, type Viewer } from '../../../src/domain';
import { Action, authorise, authoriseEscalated, may, pooledAsked } from '../../../src/identity';

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
    const pooled = [
      { facilityId: 'south', fromTier: 2 },
      { facilityId: NORTH, fromTier: 2 },
    ];
    const responder: Viewer = { ...viewerWith(Role.RESPONDER), pooled };

    it.each([
      ['south', 1, false],
      ['south', 2, true],
      ['south', 3, true],
      ['south', null, false],
      ['west', 3, false],
      [NORTH, 1, true],
      [NORTH, null, true],
    ])('of %s at tier %s: seen is %s', (facilityId, tier, isSeen) => {
      const allowed = authoriseEscalated(responder, Action.READ_CASE, { facilityId, tier });
      expect(allowed).toMatchObject(isSeen ? { ok: true } : { ok: false, error: { code: 'NOT_FOUND' } });
    });

    it('a facility that the viewer works for is theirs, not the pool’s', () => {
      expect(pooledAsked(responder, null)).toEqual([{ facilityId: 'south', fromTier: 2 }]);
      expect(pooledAsked(responder, 'SOUTH')).toHaveLength(1);
      expect(pooledAsked(responder, 'west')).toEqual([]);
    });

    it('what is not escalated stays the members’ own: a pool changes nothing about `authorise`', () => {
      expect(authorise(responder, Action.READ_CASE, 'south').ok).toBe(false);
    });
  });
});
