import { type ExecutionResult } from 'graphql';

type Answer = ExecutionResult | Promise<ExecutionResult>;
type AnswersByKey = Map<string, Answer>;

/** An answer tells how things are now; nobody is given one that is older than this. */
const FRESH_MS = 100;

/** Answers to events, made once for all who are to have the same one at about the same time. */
export interface SharedAnswers {
  /** What was made for this very event under this key a moment ago; else what `make` makes. */
  answer(event: object, key: string, make: () => Answer): Answer;
}

/** @param freshMs so long an answer is given again. */
export function createSharedAnswers(freshMs = FRESH_MS): SharedAnswers {
  const byEvent = new Map<object, AnswersByKey>();
  return {
    answer(event, key, make) {
      let answers = byEvent.get(event);
      if (answers === undefined) {
        answers = new Map();
        byEvent.set(event, answers);
        setTimeout(() => byEvent.delete(event), freshMs).unref();
      }
      const known = answers.get(key);
      if (known !== undefined) return known;
      const made = make();
      answers.set(key, made);
      void forgetIfFailed(made, answers, key);
      return made;
    },
  };
}

/** Whoever comes back after an error is to have another try, not the same error. */
async function forgetIfFailed(made: Answer, answers: AnswersByKey, key: string): Promise<void> {
  const isWhole = await Promise.resolve(made).then(
    ({ errors }) => errors === undefined,
    () => false,
  );
  if (!isWhole) answers.delete(key);
}
