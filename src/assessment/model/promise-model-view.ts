import { type Transaction } from '../../cases';
import { ConsentKind, hasConsent, MAX_ASSESSMENTS, type TriageCase } from '../../domain';
import { JobName, type Jobs } from '../../jobs';
import { type LanguageModel, LanguageModelKind } from '../language-model';

/** The EVIDENCE assessment that the language model is asked about, and of which case it is. */
export interface ModelTask {
  readonly caseId: string;
  readonly assessmentId: string;
}

/** Whether the model will be asked about the assessment that this case is about to get: there must be room for both. */
export function canBeAsked(model: LanguageModel, triageCase: TriageCase): boolean {
  const isRoom = triageCase.assessments.length + 2 <= MAX_ASSESSMENTS;
  return model.kind === LanguageModelKind.CONFIGURED && isRoom && hasConsent(triageCase, ConsentKind.CARE);
}

/** To be called in the transaction that records the assessment, or the last try: the model will be asked, whoever dies. */
export function promiseModelView(
  jobs: Pick<Jobs, 'enqueue'>,
  tx: Transaction,
  task: ModelTask,
  startAfterMs = 0,
): Promise<void> {
  const singletonKey = task.assessmentId;
  return jobs.enqueue(tx, { name: JobName.ASK_MODEL, data: task, startAfterMs, singletonKey });
}
