/** `node dist/scripts/seed/seed-development.js`: facilities and accounts for a demonstration. Idempotent. */
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../src/generated/prisma/client';
import { hashPassword, hashToken } from '../../src/identity';
import { DEMO_API_CLIENTS, DEMO_FACILITIES, DEMO_PASSWORD, DEMO_POOLS, DEMO_STAFF } from './demo-accounts';

/** Adds what is missing and changes nothing that is there. */
export async function seedDevelopment(prisma: PrismaClient): Promise<void> {
  for (const { endemicDiseases, ...facility } of Object.values(DEMO_FACILITIES)) {
    const create = { ...facility, endemicDiseases: [...endemicDiseases] };
    await prisma.facility.upsert({ where: { id: facility.id }, create, update: {} });
  }
  const known = new Set((await prisma.staff.findMany({ select: { id: true } })).map(({ id }) => id));
  for (const { facilityIds, ...staff } of DEMO_STAFF.filter(({ id }) => !known.has(id))) {
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    const memberships = { create: facilityIds.map((facilityId) => ({ facilityId })) };
    await prisma.staff.create({ data: { ...staff, passwordHash, isDemo: true, memberships } });
  }
  for (const { key, ...client } of DEMO_API_CLIENTS) {
    const create = { ...client, keyHash: hashToken(key), isDemo: true };
    await prisma.apiClient.upsert({ where: { id: client.id }, create, update: {} });
  }
  for (const { memberId, facilityIds, ...pool } of DEMO_POOLS) {
    const facilities = { connect: facilityIds.map((id) => ({ id })) };
    const create = { ...pool, members: { create: { staffId: memberId } }, facilities };
    await prisma.pool.upsert({ where: { id: pool.id }, create, update: {} });
  }
}

async function main(): Promise<void> {
  const { APP_ENV, DATABASE_URL } = process.env;
  if (APP_ENV !== 'development') throw new Error('Demo accounts are for APP_ENV=development alone.');
  if (DATABASE_URL === undefined) throw new Error('DATABASE_URL is not set.');
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL }) });
  try {
    await seedDevelopment(prisma);
  } finally {
    await prisma.$disconnect();
  }
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
