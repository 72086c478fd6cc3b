import { CaseErrorCode, Role, type Viewer } from '../../../src/domain';
import { Action, authorise, may } from '../../../src/identity';

const NORTH = 'north';

function viewerWith(role: Role): Viewer {
  return { id: 'v', role, displayName: 'Somebody', facilityIds: [NORTH], session: null };
}

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
  ],
  CLINICIAN: Object.values(Action).filter((action) => action !== Action.CONVERSE),
  ADMIN: [
    'LIST_FACILITIES',
    'READ_CASE',
    'READ_CALLBACK_REFERENCE',
    'ASSIGN_CASE',
    'WITHDRAW_CONSENT',
    'ERASE_CASE',
    'READ_ESCALATION',
    'ACKNOWLEDGE_ESCALATION',
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
});
