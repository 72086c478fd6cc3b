import { buildSchema, type ExecutionResult, type GraphQLSchema, parse } from 'graphql';
import { createLoaderRegistry, type RequestContext, SAME_FOR_EVERYBODY } from '../../../src/graphql';
import { createSubscribe } from '../../../src/server/subscribe-afresh';

const EVENTS = 120;

/** A replay: every event is at hand from the beginning. What each needs is counted as it is loaded. */
function replay({ isShared }: { isShared: boolean }) {
  const statements: number[] = [];
  let executions = 0;
  const load = (keys: readonly number[]): Promise<Map<number, number>> => {
    statements.push(keys.length);
    return Promise.resolve(new Map(keys.map((key) => [key, key * 2])));
  };
  const rows = Array.from({ length: EVENTS }, (_, number) => ({ number }));
  const schema = buildSchema('type Query { ready: Int } type Subscription { doubled: Int! }');
  const field = schema.getSubscriptionType()?.getFields().doubled;
  if (field === undefined) throw new Error('The schema has no such field.');
  field.extensions = isShared ? SAME_FOR_EVERYBODY : {};
  field.resolve = ({ number }: { number: number }, _args, { loaders }: RequestContext) => {
    executions += 1;
    return loaders.batch(load).load(number);
  };
  field.subscribe = () => sourceOf(rows);
  return { schema, statements, executions: () => executions };
}

function sourceOf(rows: readonly object[]) {
  let index = 0;
  const source = {
    readyCount: () => rows.length - index,
    next: () => {
      const value = rows[index++];
      return Promise.resolve(value === undefined ? { done: true, value } : { done: false, value });
    },
    [Symbol.asyncIterator]: () => source,
  };
  return source;
}

async function answersOf(schema: GraphQLSchema, subscribe = createSubscribe()): Promise<ExecutionResult[]> {
  const contextValue: RequestContext = {
    viewer: null,
    requestId: '',
    bearerToken: null,
    clientAddress: '',
    loaders: createLoaderRegistry(),
    instanceOf: () => {
      throw new Error('There are no resolver classes here.');
    },
    setSessionCookie: () => undefined,
  };
  const answers = await subscribe({ schema, document: parse('subscription { doubled }'), contextValue });
  if (!(Symbol.asyncIterator in answers)) throw new Error(JSON.stringify(answers));
  const all: ExecutionResult[] = [];
  for await (const answer of answers) all.push(answer);
  return all;
}

describe('answering a subscription', () => {
  it('loads what the events at hand need together, and gives the answers in order', async () => {
    const { schema, statements } = replay({ isShared: false });
    const answers = await answersOf(schema);
    expect(answers.map(({ data }) => data?.doubled)).toEqual(Array.from({ length: EVENTS }, (_, n) => n * 2));
    expect(statements).toEqual([50, 50, 20]);
  });

  it('leaves everybody else a turn in the middle of what is at hand', async () => {
    let turns = 0;
    let turn = setImmediate(function next() {
      turns += 1;
      turn = setImmediate(next);
    });
    const { schema } = replay({ isShared: true });
    await answersOf(schema);
    clearImmediate(turn);
    expect(turns).toBeGreaterThanOrEqual(2);
  });

  it('makes an answer once for all who come at the same time, and for each of them where it may differ', async () => {
    for (const [isShared, wanted] of [
      [true, EVENTS],
      [false, 3 * EVENTS],
    ] as const) {
      const { schema, executions } = replay({ isShared });
      const subscribe = createSubscribe();
      const [first, ...others] = await Promise.all([1, 2, 3].map(() => answersOf(schema, subscribe)));
      for (const other of others) expect(other).toEqual(first);
      expect(executions()).toBe(wanted);
    }
  });
});
