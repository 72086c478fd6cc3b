import fc from 'fast-check';
import { CaseErrorCode, Role } from '../../../src/domain';
import { Action, authorise, may, sees } from '../../../src/identity';

const viewer = fc.record({
  id: fc.uuid(),
  role: fc.constantFrom(...Object.values(Role)),
  displayName: fc.string(),
  facilityIds: fc.uniqueArray(fc.uuid(), { maxLength: 5 }),
  session: fc.constant(null),
});
const action = fc.constantFrom(...Object.values(Action));

describe('the policy', () => {
  it('says NOT_FOUND, and nothing else, about anything of a foreign facility', () => {
    fc.assert(
      fc.property(viewer, action, fc.uuid(), (who, what, facilityId) => {
        fc.pre(!who.facilityIds.includes(facilityId));
        expect(authorise(who, what, facilityId)).toMatchObject({
          ok: false,
          error: { code: CaseErrorCode.NOT_FOUND },
        });
      }),
    );
  });

  it('allows exactly what is both seen and permitted', () => {
    fc.assert(
      fc.property(viewer, action, fc.uuid(), fc.boolean(), (who, what, elsewhere, atHome) => {
        const facilityId = atHome ? (who.facilityIds[0] ?? elsewhere) : elsewhere;
        const allowed = authorise(who, what, facilityId).ok;
        expect(allowed).toBe(sees(who, facilityId) && may(who, what));
      }),
    );
  });
});
