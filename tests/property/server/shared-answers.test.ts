import fc from 'fast-check';
import { buildSchema, execute, type GraphQLSchema, parse } from 'graphql';
import { Role, type Viewer } from '../../../src/domain';
import {
  createLoaderRegistry,
  type RequestContext,
  requireViewer,
  SAME_FOR_EVERYBODY,
} from '../../../src/graphql';
import { createSubscribe } from '../../../src/server/subscribe-afresh';

const FIELDS = ['plain', 'loaded', 'mine', 'asksWho', 'nested { plain }', 'nested { mine }'] as const;

const viewerOf = fc.record({
  id: fc.constantFrom('ada', 'ben', 'eve'),
  role: fc.constantFrom(Role.CLINICIAN, Role.RESPONDER, Role.PATIENT),
  facilityIds: fc.subarray(['north', 'south']),
});
const subscriberOf = fc.record({
  viewer: viewerOf,
  fields: fc.subarray([...FIELDS], { minLength: 1 }),
  after: fc.option(fc.constantFrom('1', '2')),
});

describe('sharing answers among subscribers', () => {
  it('gives everybody what they would have been given alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(subscriberOf, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
        async (subscribers, numbers) => {
          const events = numbers.map((number) => ({ number }));
          const schema = schemaOver(events);
          const subscribe = createSubscribe();
          const heard = await Promise.all(
            subscribers.map(async (subscriber) => {
              const answers = await subscribe({ ...operationOf(schema, subscriber) });
              if (!(Symbol.asyncIterator in answers)) throw new Error(JSON.stringify(answers));
              const all = [];
              for await (const answer of answers) all.push(answer);
              return all;
            }),
          );
          const alone = await Promise.all(
            subscribers.map((subscriber) =>
              Promise.all(
                events.map(async (rootValue) => execute({ ...operationOf(schema, subscriber), rootValue })),
              ),
            ),
          );
          expect(plain(heard)).toEqual(plain(alone));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('shows nothing where a resolver breaks its promise and asks who is asking', async () => {
    const schema = schemaOver([{ number: 1 }]);
    const field = schema.getType('Event');
    if (!field || !('getFields' in field)) throw new Error('no Event');
    const asksWho = field.getFields().asksWho;
    if (asksWho === undefined) throw new Error('no asksWho');
    asksWho.extensions = SAME_FOR_EVERYBODY;
    const viewer = { id: 'ada', role: Role.CLINICIAN, facilityIds: [] };
    const answers = await createSubscribe()(
      operationOf(schema, { viewer, fields: ['asksWho'], after: null }),
    );
    if (!(Symbol.asyncIterator in answers)) throw new Error(JSON.stringify(answers));
    expect(plain((await answers.next()).value)).toMatchObject({
      errors: [{ path: ['happened', 'asksWho'] }],
    });
  });
});

interface Asked {
  readonly viewer: Pick<Viewer, 'id' | 'role' | 'facilityIds'>;
  readonly fields: readonly string[];
  readonly after: string | null;
}

function operationOf(schema: GraphQLSchema, { viewer, fields, after }: Asked) {
  const contextValue: RequestContext = {
    viewer: { ...viewer, displayName: viewer.id, session: null },
    requestId: 'request',
    bearerToken: viewer.id,
    clientAddress: '',
    loaders: createLoaderRegistry(),
    instanceOf: () => {
      throw new Error('no resolver classes here');
    },
    setSessionCookie: () => undefined,
  };
  const document = parse(`subscription ($after: ID) { happened(after: $after) { ${fields.join(' ')} } }`);
  return { schema, document, variableValues: { after }, contextValue };
}

interface Event {
  readonly number: number;
}

const double = (numbers: readonly number[]): Promise<Map<number, number>> =>
  Promise.resolve(new Map(numbers.map((number) => [number, 2 * number])));

/** An event with what is in its row, what is loaded for it, and what depends on who asks. */
function schemaOver(events: readonly Event[]): GraphQLSchema {
  const schema = buildSchema(`
    type Query { ready: Boolean }
    type Subscription { happened(after: ID): Event! }
    type Event { plain: Int! loaded: Int! mine: Boolean! asksWho: String! nested: Nested! }
    type Nested { plain: Int! mine: Boolean! }`);
  const types = schema.getTypeMap();
  const fieldOf = (typeName: string, name: string) => {
    const type = types[typeName];
    const field = type !== undefined && 'getFields' in type ? type.getFields()[name] : undefined;
    if (field === undefined || !('args' in field)) throw new Error(`${typeName}.${name}`);
    return field;
  };
  const isOfNorth = (_row: unknown, _args: unknown, { viewer }: RequestContext): boolean =>
    viewer?.facilityIds.includes('north') ?? false;

  const happened = fieldOf('Subscription', 'happened');
  happened.extensions = SAME_FOR_EVERYBODY;
  happened.subscribe = async function* () {
    yield* events;
    await Promise.resolve();
  };
  happened.resolve = ({ number }: Event) => ({ plain: number, number, nested: { plain: number } });
  const loaded = fieldOf('Event', 'loaded');
  loaded.extensions = SAME_FOR_EVERYBODY;
  loaded.resolve = ({ number }: Event, _args, { loaders }: RequestContext) =>
    loaders.batch(double).load(number);
  fieldOf('Event', 'mine').resolve = isOfNorth;
  fieldOf('Nested', 'mine').resolve = isOfNorth;
  fieldOf('Event', 'asksWho').resolve = (_row: unknown, _args: unknown, context: RequestContext) =>
    requireViewer(context).id;
  return schema;
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
