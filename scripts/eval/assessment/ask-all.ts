import { type AssessmentContent } from '../../../src/domain';
import { eachAtOnce } from '../../../src/retrieval';
import { type ProgressLine } from '../../reference/progress';
import { type AnswerLog } from './answer-log';
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

/** What is asked about: whatever it is, it has an id. */
interface Identified {
  readonly posed: { readonly id: string };
}

/** The model's answers by the cases' ids: those of the log, and of the rest so many asked at once. */
export async function askAll<Case extends Identified>(
  cases: readonly Case[],
  deps: {
    readonly ask: (one: Case) => Promise<ModelAnswer>;
    readonly log: AnswerLog;
    readonly atOnce: number;
    readonly progress: Pick<ProgressLine, 'show'>;
  },
): Promise<ReadonlyMap<string, ModelAnswer>> {
  const answers = new Map<string, ModelAnswer>();
  let failed = 0;
  await eachAtOnce(cases, deps.atOnce, async (one) => {
    const { id } = one.posed;
    let answer = deps.log.find(id);
    if (answer === null) {
      answer = await deps.ask(one);
      await deps.log.add(id, answer);
    }
    answers.set(id, answer);
    if (!hasCome(answer)) failed += 1;
    deps.progress.show(answers.size, cases.length, failed === 0 ? '' : `, ${failed} failed`);
  });
  return answers;
}
