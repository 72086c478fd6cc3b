import { createServer, type AddressInfo, type Server } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import { createClient } from 'redis';
import { PrismaClient } from '../../../src/generated/prisma/client';
import { isOutage } from '../../../src/server/outage';

/** What the real clients throw when their engine is gone: at a port where nobody listens, or one that hangs up. */
async function closedPort(): Promise<number> {
  const server = await listening();
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listening(onConnection?: Parameters<typeof createServer>[1]): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer({}, onConnection);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function thrownBy(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to fail.');
}

async function prismaErrorsAt(port: number): Promise<unknown[]> {
  const connectionString = `postgresql://app:app@127.0.0.1:${port}/app`;
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
  const errors = [
    await thrownBy(() => prisma.facility.findFirst()),
    await thrownBy(() => prisma.$queryRaw`SELECT 1`),
    await thrownBy(() => prisma.$transaction((tx) => tx.facility.count())),
  ];
  await prisma.$disconnect();
  return errors;
}

it('is what Prisma throws when nobody listens', async () => {
  const errors = await prismaErrorsAt(await closedPort());
  expect(errors.map((error) => isOutage(error))).toEqual([true, true, true]);
});

it('is what Prisma throws when the server hangs up', async () => {
  const server = await listening((socket) => socket.destroy());
  const errors = await prismaErrorsAt((server.address() as AddressInfo).port);
  await new Promise((resolve) => server.close(resolve));
  expect(errors.map((error) => isOutage(error))).toEqual([true, true, true]);
});

it('is what Redis throws when nobody listens', async () => {
  const url = `redis://127.0.0.1:${await closedPort()}`;
  const redis = createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: false } });
  redis.on('error', () => undefined);
  expect(isOutage(await thrownBy(() => redis.connect()))).toBe(true);
  expect(isOutage(await thrownBy(() => redis.ping()))).toBe(true);
});

it('is nothing that a mistake of our own throws', async () => {
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: 'postgresql://127.0.0.1:1/app' }),
  });
  const mistake = await thrownBy(() => prisma.facility.findFirst({ where: { id: 7 as unknown as string } }));
  expect(isOutage(mistake)).toBe(false);
  expect(isOutage(new TypeError('undefined is not a function'))).toBe(false);
  expect(isOutage(null)).toBe(false);
  expect(isOutage(Object.create(null))).toBe(false);
});
