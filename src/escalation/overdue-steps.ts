import { EscalationStatus, type LadderStep } from '../domain';
import { type PrismaClient } from '../generated/prisma/client';

const PAGE_SIZE = 500;

/**
 * Steps that ran out before this instant and were not climbed, longest overdue first. There are none unless their promises
 * were lost: with a queue that was emptied, or because they were made before promises were.
 */
export async function* overdueSteps(prisma: PrismaClient, before: Date): AsyncGenerator<LadderStep> {
  let after: { readonly acknowledgeBy: Date; readonly id: string } | null = null;
  for (;;) {
    const rows: OverdueRow[] = await prisma.escalation.findMany({
      where: { status: EscalationStatus.OPEN, acknowledgeBy: { lt: before }, ...(after && isBehind(after)) },
      select: { id: true, caseId: true, tier: true, acknowledgeBy: true },
      orderBy: [{ acknowledgeBy: 'asc' }, { id: 'asc' }],
      take: PAGE_SIZE,
    });
    for (const { id: escalationId, ...step } of rows) yield { escalationId, ...step };
    after = rows.at(-1) ?? null;
    if (after === null || rows.length < PAGE_SIZE) return;
  }
}

interface OverdueRow extends Omit<LadderStep, 'escalationId'> {
  readonly id: string;
}

function isBehind({ acknowledgeBy, id }: Pick<OverdueRow, 'acknowledgeBy' | 'id'>) {
  return { OR: [{ acknowledgeBy: { gt: acknowledgeBy } }, { acknowledgeBy, id: { gt: id } }] };
}
