import { type CaseVault, SealedField, type Transaction } from '../../cases';
import { ModelCallOutcome } from './model-call-outcome';

/** One call that was sent, as it is kept for audit and accounting. */
export interface ModelCall {
  readonly outcome: ModelCallOutcome;
  /** Codes of the guard, of the parser or of the wire; never words of the model. */
  readonly reasons: readonly string[];
  /** What the model wrote; null where nothing came. */
  readonly answer: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly latencyMs: number;
  readonly at: Date;
}

/** Whom the calls of one try went to, and about what. */
export interface CallSubject {
  readonly caseId: string;
  readonly assessmentId: string;
  readonly model: string;
  readonly promptVersion: string;
}

/** Keeps the calls, in the transaction of what became of them; what the model wrote is sealed under the case's key. */
export async function recordModelCalls(
  tx: Transaction,
  { newId, vault }: { readonly newId: () => string; readonly vault: CaseVault },
  subject: CallSubject,
  calls: readonly ModelCall[],
): Promise<void> {
  if (calls.length === 0) return;
  await tx.modelCall.createMany({
    data: calls.map(({ answer, reasons, ...call }) => ({
      ...call,
      ...subject,
      id: newId(),
      reasons: [...reasons],
      answer: answer === null ? null : vault.seal(answer, SealedField.MODEL_ANSWER),
    })),
  });
}

/** How many calls about this assessment have run out of time before. */
export function countTimeouts(
  tx: Transaction,
  { caseId, assessmentId }: Pick<CallSubject, 'caseId' | 'assessmentId'>,
): Promise<number> {
  return tx.modelCall.count({ where: { caseId, assessmentId, outcome: ModelCallOutcome.TIMEOUT } });
}
