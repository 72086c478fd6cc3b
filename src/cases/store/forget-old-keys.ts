import { type PrismaClient } from '../../generated/prisma/client';

/** The contract keeps idempotency keys for this long. */
const KEYS_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Deletes idempotency keys that nobody can use any more. Returns how many. */
export async function forgetOldKeys(prisma: PrismaClient, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEYS_KEPT_MS);
  const { count } = await prisma.idempotencyKey.deleteMany({ where: { createdAt: { lt: before } } });
  return count;
}
