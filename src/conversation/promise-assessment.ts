import { type Transaction } from '../cases';
import { JobName, type Jobs } from '../jobs';

/** The job waits this long, so that it only finds work when the process that took the request died on it. */
const RESCUE_AFTER_MS = 10_000;

/** To be called in the transaction that puts a case in assessment: it will be assessed, whoever dies. */
export function promiseAssessment(
  { jobs }: { readonly jobs: Jobs },
  tx: Transaction,
  caseId: string,
): Promise<void> {
  return jobs.enqueue(tx, {
    name: JobName.ASSESS_CASE,
    data: { caseId },
    startAfterMs: RESCUE_AFTER_MS,
    singletonKey: caseId,
  });
}
