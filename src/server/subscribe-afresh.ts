import { setImmediate } from 'node:timers/promises';
import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { createLoaderRegistry, type LoaderRegistry, readyIn, type RequestContext } from '../graphql';
import { shareKeyOf } from './share-key';
import { createSharedAnswers, type SharedAnswers } from './shared-answers';

/** What a socket asks for, in the context that its caller has. */
export type SubscribeArgs = ExecutionArgs & { readonly contextValue: RequestContext };
export type Subscribe = (
  args: SubscribeArgs,
) => Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult>;

type Answering = (event: unknown, loaders: LoaderRegistry) => ReturnType<typeof execute>;

/**
 * Of events that are at hand, so many are answered at the same time: by as many statements as one of them. After them
 * everybody else has a turn: nothing else would interrupt a replay from memory.
 */
const MAX_TOGETHER = 50;

/**
 * graphql-js' `subscribe`, except that events are executed with loaders of their own (what they remembered of the event
 * before would be stale), and once for all subscribers whose answer cannot differ. To be made once per server.
 */
export function createSubscribe(): Subscribe {
  const shared = createSharedAnswers();
  return async (args) => {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    return answersTo(source[Symbol.asyncIterator](), answering(args, shared));
  };
}

function answering(args: SubscribeArgs, shared: SharedAnswers): Answering {
  const caller = args.contextValue;
  const answerFor =
    (caller: RequestContext): Answering =>
    (event, loaders) =>
      execute({ ...args, rootValue: event, contextValue: { ...caller, loaders } satisfies RequestContext });
  const key = shareKeyOf(args);
  if (key === null) return answerFor(caller);
  // Whom the answer is for is unknown to those who make it: what should depend on that fails for all of them.
  const forNobody = answerFor({ ...caller, viewer: null, bearerToken: null, clientAddress: '' });
  return (event, loaders) =>
    typeof event === 'object' && event !== null
      ? shared.answer(event, key, () => forNobody(event, loaders))
      : answerFor(caller)(event, loaders);
}

/**
 * The answers to a source's events; one is to be asked for at a time. Not an async generator function: its `return` would
 * wait for the next event before it lets go of the source.
 */
function answersTo(
  events: AsyncIterator<unknown>,
  answerTo: Answering,
): AsyncGenerator<ExecutionResult, void, void> {
  let underWay: Promise<ExecutionResult>[] = [];
  let isMoreAtHand = false;

  /** Waits for an event, and begins to answer it and those that are at hand behind it; false when there are no more. */
  async function begin(): Promise<boolean> {
    if (isMoreAtHand) await setImmediate();
    const loaders = createLoaderRegistry();
    let event = await events.next();
    if (event.done === true) return false;
    const together = [event.value];
    while (together.length < MAX_TOGETHER && readyIn(events) > 0) {
      event = await events.next();
      if (event.done === true) break;
      together.push(event.value);
    }
    isMoreAtHand = readyIn(events) > 0;
    underWay = together.map(async (one) => answerTo(one, loaders));
    // An answer that fails does so when it is asked for, even if one before it was not taken.
    for (const answer of underWay) answer.catch(() => undefined);
    return true;
  }

  const answers: AsyncGenerator<ExecutionResult, void, void> = {
    async next() {
      const answer = underWay.shift() ?? ((await begin()) ? underWay.shift() : undefined);
      return answer === undefined ? { done: true, value: undefined } : { done: false, value: await answer };
    },
    async return() {
      underWay = [];
      await events.return?.();
      return { done: true, value: undefined };
    },
    async throw(error: unknown) {
      await events.throw?.(error);
      throw error;
    },
    [Symbol.asyncIterator]: () => answers,
    async [Symbol.asyncDispose]() {
      await answers.return();
    },
  };
  return answers;
}
