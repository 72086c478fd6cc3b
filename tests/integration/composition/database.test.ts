import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createDatabase } from '../../../src/composition/database';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { isOutage } from '../../../src/server/outage';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { startDyingPostgres } from '../../support/dying-postgres';
import { type PausableProxy, startPausableProxy } from '../../support/pausable-proxy';

const IMPATIENT = { connectMs: 300, statementMs: 300 };

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

describe('a PostgreSQL that hangs', () => {
  let database: TestDatabase;
  let proxy: PausableProxy;
  let prisma: PrismaClient;

  beforeEach(async () => {
    database = await createTestDatabase();
    const url = new URL(database.url);
    proxy = await startPausableProxy(Number(url.port));
    url.port = String(proxy.port);
    prisma = createDatabase(url.toString(), IMPATIENT);
    await prisma.facility.count();
  });
  afterEach(async () => {
    await proxy.close();
    await prisma.$disconnect();
    await database.drop();
  });

  it('holds no request for ever: that is an outage, in a transaction too', async () => {
    proxy.pause();
    expect(isOutage(await failureOf(prisma.facility.findMany()))).toBe(true);
    const transaction = prisma.$transaction(async (tx) => tx.$queryRaw`SELECT 1`);
    expect(isOutage(await failureOf(transaction))).toBe(true);
  });

  it('is asked again as soon as it answers', async () => {
    proxy.pause();
    await failureOf(prisma.facility.count());
    proxy.resume();
    await expect(prisma.facility.count()).resolves.toBe(0);
  });
});

describe('a PostgreSQL that dies', () => {
  it('takes no process with it that was about to begin a transaction', async () => {
    const dying = await startDyingPostgres('when connected');
    const prisma = createDatabase(dying.url);
    const transact = (): Promise<unknown> => prisma.$transaction(async (tx) => tx.$executeRaw`SELECT 1`);
    expect(isOutage(await failureOf(transact()))).toBe(true);
    await expect(transact()).resolves.toBe(0);
    expect(dying.connections()).toBe(2);
    await prisma.$disconnect();
    await dying.close();
  });
});

describe('a process that is frozen in the middle of a transaction', () => {
  it('loses its locks to those who work', async () => {
    const database = await createTestDatabase();
    const [frozen, working] = [createDatabase(database.url, undefined, 500), createDatabase(database.url)];
    const id = randomUUID();
    await working.pool.create({ data: { id, name: 'Region', kind: 'REGIONAL' } });
    const rename = (prisma: Pick<PrismaClient, 'pool'>, name: string) =>
      prisma.pool.update({ where: { id }, data: { name } });
    const steps = new EventEmitter();
    const [freezing, thawing] = [once(steps, 'freeze'), once(steps, 'thaw')];
    const transaction = frozen.$transaction(async (tx) => {
      await rename(tx, 'frozen');
      steps.emit('freeze');
      await thawing;
      await rename(tx, 'thawed');
    });
    const failed = failureOf(transaction);

    await freezing;
    await rename(working, 'at work');
    steps.emit('thaw');
    expect(isOutage(await failed)).toBe(true);
    await expect(working.pool.findUniqueOrThrow({ where: { id } })).resolves.toMatchObject({
      name: 'at work',
    });
    await Promise.all([frozen.$disconnect(), working.$disconnect()]);
    await database.drop();
  });
});
