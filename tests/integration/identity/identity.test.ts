import { PrismaPg } from '@prisma/adapter-pg';
import { v7 as newId } from 'uuid';
import { DEMO_FACILITIES } from '../../../scripts/seed/demo-accounts';
import { seedDevelopment } from '../../../scripts/seed/seed-development';
import { CaseErrorCode } from '../../../src/domain';
import { PrismaClient } from '../../../src/generated/prisma/client';
import { createIdentity, type IdentityDeps } from '../../../src/identity';
import { createTestDatabase } from '../../support/database';

const CLINICIAN = { email: 'clinician@demo.test', password: 'demo-password', clientAddress: '::1' };
const STAFF_SESSION_MS = 60 * 60 * 1000;
const NO_LIMIT = { attempt: () => Promise.resolve(null), forget: () => Promise.resolve() };

describe('identity', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let prisma: PrismaClient;
  let statements = 0;
  let now = new Date('2026-03-01T10:00:00Z');

  const identityWith = (changes: Partial<IdentityDeps> = {}) =>
    createIdentity({
      prisma,
      patientTokenKey: new Uint8Array(32).fill(1),
      acceptDemoAccounts: true,
      clock: { now: () => now },
      newId,
      signInLimiter: NO_LIMIT,
      staffSessionMs: STAFF_SESSION_MS,
      ...changes,
    });

  const signedIn = async (identity = identityWith()) => {
    const result = await identity.signIn(CLINICIAN);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const client = new PrismaClient({
      adapter: new PrismaPg({ connectionString: database.url }),
      log: [{ emit: 'event', level: 'query' }],
    });
    client.$on('query', () => statements++);
    prisma = client;
    await seedDevelopment(prisma);
  });

  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  beforeEach(() => {
    now = new Date('2026-03-01T10:00:00Z');
  });

  it('seeds twice and has everything once', async () => {
    await seedDevelopment(prisma);
    const counts = [prisma.facility.count(), prisma.staff.count(), prisma.apiClient.count()];
    expect(await Promise.all([...counts, prisma.pool.count()])).toEqual([2, 6, 2, 2]);
  });

  it('knows a member of staff by the token of the sign-in, in one statement', async () => {
    const identity = identityWith();
    const { token, viewer, expiresAt } = await signedIn(identity);
    statements = 0;
    expect(await identity.authenticate(token)).toEqual(viewer);
    expect(statements).toBe(1);
    expect(viewer).toMatchObject({
      role: 'CLINICIAN',
      facilityIds: [DEMO_FACILITIES.north.id],
      session: null,
    });
    expect(expiresAt.getTime() - now.getTime()).toBe(STAFF_SESSION_MS);
  });

  const { north, south } = DEMO_FACILITIES;
  it.each([
    ['region@demo.test', 2, [north.id, south.id]],
    ['duty@demo.test', 3, [null]],
  ])('knows what a pool of %s stands behind, from tier %s on', async (email, fromTier, facilityIds) => {
    const identity = identityWith();
    const result = await identity.signIn({ ...CLINICIAN, email });
    if (!result.ok) throw new Error(result.error.code);
    statements = 0;
    const viewer = await identity.authenticate(result.value.token);
    expect(statements).toBe(1);
    const pooled = facilityIds.map((facilityId) => ({ facilityId, fromTier }));
    expect(viewer).toMatchObject({ facilityIds: [], pooled: expect.arrayContaining(pooled) as unknown });
    expect(viewer?.pooled).toHaveLength(pooled.length);
  });

  it('stores the token nowhere', async () => {
    const { token } = await signedIn();
    const rows = await prisma.$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM staff_session t`;
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });

  it('forgets a session that was ended, and one that has expired', async () => {
    const identity = identityWith();
    const ended = await signedIn(identity);
    expect(await identity.signOut(ended.token)).toBe(true);
    expect(await identity.signOut(ended.token)).toBe(false);
    expect(await identity.authenticate(ended.token)).toBeNull();

    const expired = await signedIn(identity);
    now = expired.expiresAt;
    expect(await identity.authenticate(expired.token)).toBeNull();
  });

  it('answers a wrong password and an unknown e-mail alike', async () => {
    const identity = identityWith();
    const wrong = await identity.signIn({ ...CLINICIAN, password: 'demo-passwort' });
    const unknown = await identity.signIn({ ...CLINICIAN, email: 'nobody@demo.test' });
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ ok: false, error: { code: CaseErrorCode.UNAUTHENTICATED } });
  });

  it('takes an e-mail address however it is written', async () => {
    const result = await identityWith().signIn({ ...CLINICIAN, email: ' Clinician@Demo.test ' });
    expect(result.ok).toBe(true);
  });

  it('sends a guesser away, even with the right password', async () => {
    const signInLimiter = { ...NO_LIMIT, attempt: () => Promise.resolve(42) };
    const result = await identityWith({ signInLimiter }).signIn(CLINICIAN);
    expect(result).toMatchObject({
      ok: false,
      error: { code: CaseErrorCode.RATE_LIMITED, retryAfterSeconds: 42 },
    });
  });

  it.each([
    ['demo-partner-key', 'PARTNER'],
    ['demo-kiosk-key', 'KIOSK'],
  ])('knows the owner of %s', async (key, role) => {
    const viewer = await identityWith().authenticate(key);
    expect(viewer).toMatchObject({ role, facilityIds: [DEMO_FACILITIES.north.id] });
  });

  it('accepts nothing made for a demonstration where there is none', async () => {
    const { token } = await signedIn();
    const elsewhere = identityWith({ acceptDemoAccounts: false });
    expect((await elsewhere.signIn(CLINICIAN)).ok).toBe(false);
    for (const known of [token, 'demo-partner-key', 'demo-kiosk-key']) {
      expect(await elsewhere.authenticate(known)).toBeNull();
    }
  });

  it("needs no statement for a patient's token, and none without a token", async () => {
    const identity = identityWith();
    const session = { sessionId: newId(), caseId: newId(), facilityId: newId(), issuedAt: now };
    const token = await identity.issuePatientToken(session);
    statements = 0;
    expect((await identity.authenticate(token))?.session).toEqual({
      id: session.sessionId,
      caseId: session.caseId,
    });
    expect(await identity.authenticate(null)).toBeNull();
    expect(statements).toBe(0);
  });

  it('loads many members of staff and many facilities in one statement each', async () => {
    const { viewer } = await signedIn();
    const identity = identityWith();
    statements = 0;
    const staff = await identity.staffById([viewer.id, newId()]);
    const facilities = await identity.facilityById(Object.values(DEMO_FACILITIES).map(({ id }) => id));
    expect(statements).toBe(2);
    expect([...staff.values()]).toMatchObject([{ id: viewer.id, facilityIds: viewer.facilityIds }]);
    expect(facilities.get(DEMO_FACILITIES.south.id)?.name).toBe('Demo Clinic South');
  });
});
