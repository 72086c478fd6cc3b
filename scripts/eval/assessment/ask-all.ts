import { type AssessmentContent } from '../../../src/domain';
import { eachAtOnce } from '../../../src/retrieval';
import { type ProgressLine } from '../../reference/progress';
import { hasCome } from './model-usage';
import { type ModelAnswer } from './outcome';
import { type PosedCase } from './posed-case';

/** A case with what the evidence says of it. */
export interface AssessedCase {
  readonly posed: PosedCase;
  readonly evidence: AssessmentContent;
}

/** Asks the model about one case. Never rejects for what a model or a network does. */
export type AskModel = (assessed: AssessedCase) => Promise<ModelAnswer>;

/** The model's answers by the cases' ids, so many asked at once. */
export async function askAll(
  cases: readonly AssessedCase[],
  model: { readonly ask: AskModel; readonly atOnce: number },
  progress: Pick<ProgressLine, 'show'>,
): Promise<ReadonlyMap<string, ModelAnswer>> {
  const answers = new Map<string, ModelAnswer>();
  let failed = 0;
  await eachAtOnce(cases, model.atOnce, async (one) => {
    const answer = await model.ask(one);
    answers.set(one.posed.id, answer);
    if (!hasCome(answer)) failed += 1;
    progress.show(answers.size, cases.length, failed === 0 ? '' : `, ${failed} failed`);
  });
  return answers;
}
