import { SimilarCaseResolver } from '../../../src/cases/case-parts.resolver';
import { type CaseReading } from '../../../src/cases/read/case-reading';
import { Role } from '../../../src/domain';
import { type RequestContext } from '../../../src/graphql';

const address = { url: 'https://house/media/1', mimeType: 'image/jpeg', expiresAt: new Date(0) };
const reading = { signMediaUrl: () => address } as unknown as CaseReading;

function shown(role: Role, imageKey: string | null) {
  const viewer = { id: 'v', role, displayName: 'V', facilityIds: [], session: null };
  const context = { viewer } as unknown as RequestContext;
  return new SimilarCaseResolver(reading).image({ imageKey }, context);
}

it.each([Role.CLINICIAN, Role.PARTNER, Role.RESPONDER, Role.ADMIN])(
  'has an address for %s, if the picture was kept',
  (role) => {
    expect(shown(role, 'reference/1')).toBe(address);
    expect(shown(role, null)).toBeNull();
  },
);

it('has none for a patient’s device', () => {
  expect(shown(Role.PATIENT, 'reference/1')).toBeNull();
});
