import { ModelCallOutcome } from '../../src/assessment/model/model-call-outcome';
import { createCaseVault, SealedField } from '../../src/cases';
import { type PrismaClient } from '../../src/generated/prisma/client';
import { type Keyring } from '../../src/privacy';

/** Which calls are wanted. */
export interface CallFilter {
  /** The case's number; null: of all cases. */
  readonly caseNumber: string | null;
  /** Only those whose answer was refused, or could not be read. */
  readonly isRefused: boolean;
}

/** One call as it is printed. */
export interface PrintedCall {
  readonly at: Date;
  readonly caseNumber: string;
  readonly model: string;
  readonly promptVersion: string;
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly latencyMs: number;
  /** What the model wrote; null unless it was asked for and was kept. */
  readonly answer: string | null;
}

interface ReadDeps {
  readonly prisma: PrismaClient;
  /** Null: answers stay sealed. */
  readonly opening: { readonly keyring: Keyring; readonly onOpen: (caseId: string) => Promise<void> } | null;
}

const REFUSED = [ModelCallOutcome.REFUSED_BY_GUARD, ModelCallOutcome.UNPARSEABLE] as const;

/** The calls of cases that were not erased, oldest first. Each look into an answer is told to `onOpen` before it is made. */
export async function readCalls(
  { prisma, opening }: ReadDeps,
  { caseNumber, isRefused }: CallFilter,
): Promise<PrintedCall[]> {
  const rows = await prisma.modelCall.findMany({
    where: {
      ...(caseNumber !== null && { triageCase: { number: caseNumber } }),
      ...(isRefused && { outcome: { in: [...REFUSED] } }),
    },
    include: { triageCase: { select: { number: true, dataKey: true } } },
    orderBy: { id: 'asc' },
  });
  const calls: PrintedCall[] = [];
  for (const { triageCase, answer: sealed, ...call } of rows) {
    const { dataKey } = triageCase;
    let answer: string | null = null;
    if (opening !== null && sealed !== null && dataKey !== null) {
      await opening.onOpen(call.caseId);
      const vault = createCaseVault(call.caseId, opening.keyring.unwrap(Buffer.from(dataKey)));
      answer = vault.open(sealed, SealedField.MODEL_ANSWER);
    }
    calls.push({ ...call, caseNumber: triageCase.number, answer });
  }
  return calls;
}
