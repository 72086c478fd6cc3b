import { type CaseError, err, type Result } from '../../domain';
import { type Prisma, type PrismaClient } from '../../generated/prisma/client';

export type Transaction = Prisma.TransactionClient;

/** Carries a refusal out of a transaction, so that refusing rolls everything back. */
class Refused extends Error {
  constructor(readonly reason: CaseError) {
    super(reason.code);
  }
}

const TRANSACTION = { maxWait: 5_000, timeout: 15_000 };

/** Runs `work` in one transaction. A refusal rolls back, like an exception, but comes back as a result. */
export async function transact<T>(
  prisma: PrismaClient,
  work: (tx: Transaction) => Promise<Result<T, CaseError>>,
): Promise<Result<T, CaseError>> {
  try {
    return await prisma.$transaction(async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new Refused(result.error);
      return result;
    }, TRANSACTION);
  } catch (error) {
    if (error instanceof Refused) return err(error.reason);
    throw error;
  }
}
