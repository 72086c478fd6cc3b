import { PrismaPg } from '@prisma/adapter-pg';
import { Client } from 'pg';
import { Role } from '../../src/domain';
import { PrismaClient } from '../../src/generated/prisma/client';
import { hashToken } from '../../src/identity';
import { DEMO_API_CLIENTS, DEMO_FACILITIES } from '../seed/demo-accounts';
import { seedDevelopment } from '../seed/seed-development';
import { buildStageGates } from './stage-gates';

/** Minutes that an emergency may wait, unless a facility says otherwise. */
const EMERGENCY_MINUTES = 5;

/** Who hand cases in, and at which facility. */
export const PARTNERS = {
  north: { key: DEMO_API_CLIENTS[0].key, facilityId: DEMO_FACILITIES.north.id },
  south: { key: 'chaos-partner-of-the-south', facilityId: DEMO_FACILITIES.south.id },
} as const;

/** The demonstration's facilities and accounts, a partner of the South, short minutes, and gates to be killed at. */
export async function prepareDatabase(databaseUrl: string, secondsPerMinute: number): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
  try {
    await seedDevelopment(prisma);
    const { key, facilityId } = PARTNERS.south;
    const id = '01939a00-0000-7000-8000-0000000000c1';
    await prisma.apiClient.create({
      data: { id, facilityId, role: Role.PARTNER, displayName: 'Demo EHR (South)', keyHash: hashToken(key) },
    });
    const EMERGENCY = (EMERGENCY_MINUTES * secondsPerMinute) / 60;
    await prisma.facility.updateMany({ data: { acknowledgeMinutes: { EMERGENCY } } });
  } finally {
    await prisma.$disconnect();
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await buildStageGates(client);
  } finally {
    await client.end();
  }
}
