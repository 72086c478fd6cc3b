import { readPatientToken, signPatientToken } from '../../../src/identity/patient-token';

const KEY = new Uint8Array(32).fill(7);
const SESSION = {
  sessionId: '01939a00-0000-7000-8000-0000000000aa',
  caseId: '01939a00-0000-7000-8000-0000000000bb',
  facilityId: '01939a00-0000-7000-8000-0000000000cc',
  issuedAt: new Date('2026-03-01T10:00:00Z'),
};
const SOON_AFTER = new Date('2026-03-01T10:05:00Z');

describe("a patient's token", () => {
  it('is the same whenever it is issued again for the same session', async () => {
    expect(await signPatientToken(SESSION, KEY)).toBe(await signPatientToken({ ...SESSION }, KEY));
  });

  it('speaks for one session of one case, and for the facility of the case', async () => {
    const viewer = await readPatientToken(await signPatientToken(SESSION, KEY), KEY, SOON_AFTER);
    expect(viewer).toEqual({
      id: SESSION.sessionId,
      role: 'PATIENT',
      displayName: 'Patient',
      facilityIds: [SESSION.facilityId],
      session: { id: SESSION.sessionId, caseId: SESSION.caseId },
    });
  });

  it.each([
    [
      'signed with another key',
      async () => signPatientToken(SESSION, new Uint8Array(32).fill(8)),
      SOON_AFTER,
    ],
    ['a week old', async () => signPatientToken(SESSION, KEY), new Date('2026-03-08T10:00:01Z')],
    [
      'unsigned',
      async () => {
        const [, payload] = (await signPatientToken(SESSION, KEY)).split('.');
        const header = Buffer.from('{"alg":"none"}').toString('base64url');
        return `${header}.${payload}.`;
      },
      SOON_AFTER,
    ],
    ['no token at all', async () => Promise.resolve('a.b.c'), SOON_AFTER],
  ])('is worth nothing when it is %s', async (_, token, now) => {
    expect(await readPatientToken(await token(), KEY, now)).toBeNull();
  });
});
