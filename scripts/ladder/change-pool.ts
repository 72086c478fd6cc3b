import { type PoolKind, type Prisma } from '../../src/generated/prisma/client';
import { type LadderDeps } from './ladder-command';

interface PoolChange {
  /** Needed for a pool that is new; that of one which is there does not change. */
  readonly kind: string | null;
  /** E-mail addresses of staff. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Makes a pool if there is none of that name, and says who is in it. Throws for what is not there or does not fit. */
export async function changePool(
  { prisma, newId }: LadderDeps,
  name: string,
  { kind, add, remove }: PoolChange,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const pool = (await tx.pool.findUnique({ where: { name } })) ?? (await makePool(tx, newId(), name, kind));
    if (kind !== null && kind !== pool.kind) throw new Error(`${name} is a pool of kind ${pool.kind}.`);
    for (const email of add) {
      const member = { poolId: pool.id, staffId: await staffNamed(tx, email, true) };
      await tx.poolMember.upsert({ where: { poolId_staffId: member }, create: member, update: {} });
    }
    for (const email of remove) {
      await tx.poolMember.deleteMany({
        where: { poolId: pool.id, staffId: await staffNamed(tx, email, false) },
      });
    }
  });
}

function makePool(tx: Prisma.TransactionClient, id: string, name: string, kind: string | null) {
  if (kind !== 'REGIONAL' && kind !== 'PLATFORM')
    throw new Error(`There is no pool ${name}; say --kind REGIONAL or --kind PLATFORM to make it.`);
  return tx.pool.create({ data: { id, name, kind: kind satisfies PoolKind } });
}

/** Who left the house cannot answer, but can be taken out of a pool. */
async function staffNamed(
  tx: Prisma.TransactionClient,
  email: string,
  mustBeEnabled: boolean,
): Promise<string> {
  const staff = await tx.staff.findUnique({ where: { email: email.trim().toLowerCase() } });
  if (staff === null) throw new Error(`No member of staff has the address ${email}.`);
  if (mustBeEnabled && staff.disabledAt !== null) throw new Error(`The account of ${email} is disabled.`);
  return staff.id;
}
