import { type Result } from '../../domain';

/**
 * A request that can be made in several forms, the best first. Tries one after the other while `isFormRefused`, and goes
 * on from the first that succeeded for as long as the process lives: a server does not learn.
 */
export function createFirstAcceptedForm<Form>(forms: readonly [Form, ...Form[]]) {
  let firstToTry = 0;
  return async <T, E>(
    ask: (form: Form) => Promise<Result<T, E>>,
    isFormRefused: (error: E) => boolean,
  ): Promise<Result<T, E>> => {
    for (let at = firstToTry; ; at += 1) {
      const outcome = await ask(forms[at] ?? forms[0]);
      if (outcome.ok) firstToTry = at;
      const mayTryNext = !outcome.ok && at + 1 < forms.length && isFormRefused(outcome.error);
      if (!mayTryNext) return outcome;
    }
  };
}
