import { seedDevelopment } from '../../../scripts/seed/seed-development';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { type Identity } from '../../../src/identity';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { createEventSource } from '../../support/event-source';
import { openIdentity } from '../../support/identity';
import { createSocketGround, subscribe } from '../../support/socket-ground';
import { connect as openDatabase } from '../escalation/case-events';

const EMAIL = 'responder@demo.test';
const PARTNER_KEY = 'demo-partner-key';

const { start, connect, clear } = createSocketGround();

describe('a line whose token', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  let identity: Identity;
  let token: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    prisma = openDatabase(database.url);
    await seedDevelopment(prisma);
    identity = openIdentity(prisma);
    const credentials = { email: EMAIL, password: 'demo-password', clientAddress: '' };
    const signedIn = await identity.signIn(credentials);
    if (!signedIn.ok) throw new Error(signedIn.error.message);
    token = signedIn.value.token;
  });
  afterEach(async () => {
    await clear();
    await prisma.$disconnect();
    await database.drop();
  });

  const staff = { where: { email: EMAIL } };
  it.each<[string, number, () => Promise<unknown>]>([
    ['expires', 4403, () => prisma.staffSession.updateMany({ data: { expiresAt: new Date() } })],
    ['was signed out elsewhere', 4403, () => identity.signOut(token)],
    [
      'is of an account that was closed',
      4403,
      () => prisma.staff.updateMany({ ...staff, data: { disabledAt: new Date() } }),
    ],
    [
      'is of somebody who left a facility',
      1012,
      () => prisma.staffMembership.deleteMany({ where: { staff: { email: EMAIL } } }),
    ],
    [
      'is of somebody with another role',
      1012,
      () => prisma.staff.updateMany({ ...staff, data: { role: 'ADMIN' } }),
    ],
    [
      'is a key that was withdrawn',
      4403,
      () => prisma.apiClient.updateMany({ data: { disabledAt: new Date() } }),
    ],
  ])('%s is ended with %i, and what it follows is let go of', async (how, code, change) => {
    const source = createEventSource<number>();
    const { url } = await start(
      { reauthenticateMs: 50 },
      { ticks: () => source.iterator },
      { authenticate: (bearer) => identity.authenticate(bearer) },
    );
    const raw = await connect(url, how.includes('key') ? PARTNER_KEY : token);
    subscribe(raw, '1');
    await source.give(1);
    expect(await raw.next()).toMatchObject({ type: 'next' });
    await change();
    expect((await raw.closed).code).toBe(code);
    await source.released;
  });
});
