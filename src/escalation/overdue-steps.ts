import { type LadderStep } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';

const MAX_STEPS = 1_000;

/**
 * Steps that ran out before this instant and were not climbed, longest overdue first, at most 1,000. There are none unless
 * their promises were lost: with a queue that was emptied, or because they were made before promises were.
 */
export async function overdueSteps(prisma: PrismaClient, before: Date): Promise<readonly LadderStep[]> {
  const rows = await prisma.escalation.findMany({
    where: { status: 'OPEN', acknowledgeBy: { lt: before } },
    select: { id: true, caseId: true, tier: true, acknowledgeBy: true },
    orderBy: { acknowledgeBy: 'asc' },
    take: MAX_STEPS,
  });
  return rows.map(({ id: escalationId, ...step }) => ({ escalationId, ...step }));
}
