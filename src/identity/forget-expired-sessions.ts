import { type PrismaClient } from '../generated/prisma/client';

/** Deletes staff sessions that nobody can use any more. Returns how many. */
export async function forgetExpiredSessions(prisma: PrismaClient, now: Date): Promise<number> {
  const { count } = await prisma.staffSession.deleteMany({ where: { expiresAt: { lt: now } } });
  return count;
}
