import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { createLoaderRegistry, type RequestContext } from '../graphql';
import { shareKeyOf } from './share-key';
import { createSharedAnswers } from './shared-answers';

/** What a socket asks for, in the context that its caller has. */
export type SubscribeArgs = ExecutionArgs & { readonly contextValue: RequestContext };
export type Subscribe = (
  args: SubscribeArgs,
) => Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult>;

/**
 * graphql-js' `subscribe`, except that each event is executed with loaders of its own (what they remembered of the event
 * before would be stale), and once for all subscribers whose answer cannot differ. To be made once per server.
 */
export function createSubscribe(): Subscribe {
  const shared = createSharedAnswers();

  function answerOf(args: SubscribeArgs): (event: unknown) => ReturnType<typeof execute> {
    const answerTo = (event: unknown, caller: RequestContext): ReturnType<typeof execute> => {
      const contextValue: RequestContext = { ...caller, loaders: createLoaderRegistry() };
      return execute({ ...args, rootValue: event, contextValue });
    };
    const caller = args.contextValue;
    const key = shareKeyOf(args);
    if (key === null) return (event) => answerTo(event, caller);
    // Whom the answer is for is unknown to those who make it: what should depend on that fails for all of them.
    const nobody: RequestContext = { ...caller, viewer: null, bearerToken: null, clientAddress: '' };
    return (event) =>
      isObject(event)
        ? shared.answer(event, key, () => answerTo(event, nobody))
        : answerTo(event, caller);
  }

  return async (args) => {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    return answersTo(source, answerOf(args));
  };
}

/** Not an async generator function: its `return` would wait for the next event before it lets go of the source. */
function answersTo(
  source: AsyncIterable<unknown>,
  answerTo: (event: unknown) => ReturnType<typeof execute>,
): AsyncGenerator<ExecutionResult, void, void> {
  const events = source[Symbol.asyncIterator]();
  const answers: AsyncGenerator<ExecutionResult, void, void> = {
    next: async () => {
      const event = await events.next();
      return event.done === true
        ? { done: true, value: undefined }
        : { done: false, value: await answerTo(event.value) };
    },
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

function isObject(event: unknown): event is object {
  return typeof event === 'object' && event !== null;
}
