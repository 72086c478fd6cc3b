import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';

/**
 * graphql-js' `subscribe`, except that each event is executed with a context of its own: what the loaders remembered
 * of the event before would be stale.
 */
export async function subscribeAfresh(
  args: ExecutionArgs,
  contextForEvent: () => unknown,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;

  const events = source[Symbol.asyncIterator]();
  const answer = async (event: IteratorResult<unknown>): Promise<IteratorResult<ExecutionResult, void>> =>
    event.done === true
      ? { done: true, value: undefined }
      : {
          done: false,
          value: await execute({ ...args, rootValue: event.value, contextValue: contextForEvent() }),
        };

  // Not an async generator function: its `return` would wait for the next event before it lets go of the source.
  const answers: AsyncGenerator<ExecutionResult, void, void> = {
    next: async () => answer(await events.next()),
    return: async () => {
      await events.return?.();
      return { done: true, value: undefined };
    },
    throw: async (error: unknown) => {
      await events.throw?.(error);
      throw error;
    },
    [Symbol.asyncIterator]: () => answers,
    [Symbol.asyncDispose]: async () => {
      await answers.return();
    },
  };
  return answers;
}
