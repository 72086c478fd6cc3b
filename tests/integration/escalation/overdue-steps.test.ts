import { type LadderStep } from '../../../src/domain';
import { overdueSteps } from '../../../src/escalation';
import { type PrismaClient } from '../../../src/generated/prisma/client';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { connect, openCase, openFacility } from './case-events';

const COUNT = 1_200;

describe('steps that nobody climbed', () => {
  let database: TestDatabase;
  let prisma: PrismaClient;
  const due = new Date('2026-03-01T12:00:00Z');

  beforeAll(async () => {
    database = await createTestDatabase();
    prisma = connect(database.url);
    const { id, facilityId } = await openCase(prisma, await openFacility(prisma, 'North'));
    await prisma.escalation.deleteMany();
    // Three at each instant: a page may end between two of the same.
    await prisma.$executeRaw`
      INSERT INTO escalation (id, case_id, facility_id, urgency, urgency_rank, status, reasons, raised_at, acknowledge_by, tier)
      SELECT gen_random_uuid(), ${id}::uuid, ${facilityId}::uuid, 'SOON', 2, status::"EscalationStatus", '[]', now(),
             ${due}::timestamptz - (n / 3) * interval '1 s', 1 + n % 3
      FROM generate_series(1, ${COUNT}::int) n, unnest(ARRAY['OPEN', 'ACKNOWLEDGED', 'RESOLVED']) AS status`;
  });
  afterAll(async () => {
    await prisma.$disconnect();
    await database.drop();
  });

  async function overdueBefore(before: Date): Promise<LadderStep[]> {
    const steps: LadderStep[] = [];
    for await (const step of overdueSteps(prisma, before)) steps.push(step);
    return steps;
  }

  it('are all found, each once, longest overdue first, however many they are', async () => {
    const steps = await overdueBefore(new Date(due.getTime() + 1));
    expect(new Set(steps.map(({ escalationId }) => escalationId)).size).toBe(COUNT);
    expect(steps).toHaveLength(COUNT);
    const times = steps.map(({ acknowledgeBy }) => acknowledgeBy.getTime());
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  it('are none whose time has not come, and none that somebody answered', async () => {
    const half = new Date(due.getTime() - 200_000);
    const steps = await overdueBefore(half);
    const where = { status: 'OPEN', acknowledgeBy: { lt: half } } as const;
    expect(steps).toHaveLength(await prisma.escalation.count({ where }));
  });
});
