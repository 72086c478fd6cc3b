import { type PrismaClient } from '../../generated/prisma/client';

/** How far a case was escalated: the highest tier that was asked about it; null where nobody was. */
export type ReachedTier = (caseId: string) => Promise<number | null>;

/** By one statement over the case's own escalations. */
export function createReachedTier(prisma: PrismaClient): ReachedTier {
  return async (caseId) => {
    const { _max } = await prisma.escalation.aggregate({ where: { caseId }, _max: { tier: true } });
    return _max.tier;
  };
}
