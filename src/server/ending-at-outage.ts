import { type ExecutionResult } from 'graphql';
import { isOutage } from './outage';
import { type Subscribe } from './subscribe-afresh';

/**
 * Ends a subscription, with the outage as its error, at the first event that could not be answered in full because
 * something was out of reach. Were it to go on, its client would take the next event's cursor for the last one that it
 * has handled, and never ask for this one again.
 */
export function endingAtOutage(subscribe: Subscribe): Subscribe {
  return async (args) => {
    const answers = await subscribe(args);
    return Symbol.asyncIterator in answers ? untilOutage(answers) : answers;
  };
}

function untilOutage(
  answers: AsyncGenerator<ExecutionResult, void, void>,
): AsyncGenerator<ExecutionResult, void, void> {
  const whole: AsyncGenerator<ExecutionResult, void, void> = {
    async next() {
      const answer = await answers.next();
      const outage = answer.value?.errors?.find(({ originalError }) => isOutage(originalError));
      if (outage === undefined) return answer;
      await answers.return();
      throw outage.originalError ?? outage;
    },
    return: () => answers.return(),
    throw: (error: unknown) => answers.throw(error),
    [Symbol.asyncIterator]: () => whole,
    [Symbol.asyncDispose]: async () => {
      await answers.return();
    },
  };
  return whole;
}
