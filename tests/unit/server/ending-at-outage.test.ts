import { type ExecutionResult, GraphQLError } from 'graphql';
import { endingAtOutage } from '../../../src/server/ending-at-outage';
import { type Subscribe, type SubscribeArgs } from '../../../src/server/subscribe-afresh';

const ARGS = {} as SubscribeArgs;
const OUTAGE = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

function failing(originalError: Error): ExecutionResult {
  return { data: null, errors: [new GraphQLError('failed', { originalError })] };
}

/** A subscription that brings these results; says whether it was let go of. */
function bringing(results: readonly ExecutionResult[]) {
  let isReleased = false;
  async function* bring(): AsyncGenerator<ExecutionResult, void, void> {
    try {
      yield* results;
    } finally {
      isReleased = true;
      await Promise.resolve();
    }
  }
  const subscribe: Subscribe = () => Promise.resolve(bring());
  return { subscribe, isReleased: () => isReleased };
}

async function openOn(subscribe: Subscribe) {
  const answers = await endingAtOutage(subscribe)(ARGS);
  if (!(Symbol.asyncIterator in answers)) throw new Error('A subscription was expected.');
  return answers;
}

it('throws the outage at the event that it left unanswered, and lets go of the source', async () => {
  const { subscribe, isReleased } = bringing([{ data: { tick: 1 } }, failing(OUTAGE), { data: { tick: 3 } }]);
  const answers = await openOn(subscribe);
  expect((await answers.next()).value).toEqual({ data: { tick: 1 } });
  await expect(answers.next()).rejects.toBe(OUTAGE);
  expect(isReleased()).toBe(true);
});

it('passes on what failed for another reason: it would fail the next time too', async () => {
  const { subscribe } = bringing([failing(new TypeError('a bug')), { data: { tick: 2 } }]);
  const answers = await openOn(subscribe);
  expect((await answers.next()).value).toMatchObject({ errors: [{ message: 'failed' }] });
  expect((await answers.next()).value).toEqual({ data: { tick: 2 } });
  expect(await answers.next()).toEqual({ done: true, value: undefined });
});

it('lets go of the source when its client does', async () => {
  const { subscribe, isReleased } = bringing([{ data: { tick: 1 } }, { data: { tick: 2 } }]);
  const answers = await openOn(subscribe);
  await answers.next();
  await answers.return();
  expect(isReleased()).toBe(true);
});
