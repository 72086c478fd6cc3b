import fc from 'fast-check';
import {
  defaultFieldResolver,
  execute,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isObjectType,
  isScalarType,
  parse,
  validate,
} from 'graphql';
import { API_RESOLVERS } from '../../../src/composition/resolvers';
import { Role } from '../../../src/domain';
import { createLoaderRegistry, type RequestContext } from '../../../src/graphql';
import { buildApi } from '../../../src/server';
import { createSubscribe } from '../../../src/server/subscribe-afresh';

/**
 * The API's own schema, in which every field that a resolver answers without a promise answers with who asks. A selection
 * whose answers are shared although anything in it may depend on that shows one subscriber what another one may see.
 */
const { schema } = buildApi(API_RESOLVERS);
const SHARED_ROOTS = { escalationEvents: 'EscalationEvent', caseEvents: 'CaseEvent' } as const;
const FLAGS = ['a', 'b', 'constructor'] as const;
const MAX_DEPTH = 4;

type Field = GraphQLField<unknown, RequestContext>;
let rootsResolved = 0;

/** A value of the type that is told from every other seed's. */
function valueOf(type: GraphQLOutputType, seed: string): unknown {
  const plain = getNullableType(type);
  if (isListType(plain)) return [valueOf(plain.ofType, `${seed}.0`)];
  if (isObjectType(plain)) return objectOf(plain, seed);
  const number = [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  if (isEnumType(plain)) return plain.getValues()[number % plain.getValues().length]?.value;
  if (!isScalarType(plain))
    throw new Error(`The API has got ${String(plain)}, of which this test knows nothing.`);
  if (plain.name === 'Boolean') return number % 2 === 0;
  if (plain.name === 'Int' || plain.name === 'Float') return number;
  return plain.name === 'DateTime' ? new Date(number * 1000) : seed;
}

/** An object whose fields are read as they are, each when it is asked for: types refer to each other in circles. */
function objectOf(type: GraphQLObjectType, seed: string): object {
  const fields = Object.values(type.getFields()).map(({ name, type: typeOf }) => {
    return [name, { enumerable: true, get: () => valueOf(typeOf, `${seed}.${name}`) }] as const;
  });
  return Object.defineProperties({ seed }, Object.fromEntries(fields));
}

const isShared = ({ extensions }: Field): boolean => extensions.sameForEverybody === true;

for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
  if (type.name.startsWith('__') || type === schema.getQueryType() || type === schema.getMutationType())
    continue;
  for (const field of Object.values(type.getFields()) as Field[]) {
    if (type === schema.getSubscriptionType()) {
      field.subscribe = async function* (_root, _args, { requestId }) {
        await Promise.resolve();
        yield* eventsOf(requestId);
      };
      field.resolve = (event) => {
        rootsResolved += 1;
        return valueOf(field.type, `${field.name}:${(event as { number: number }).number}`);
      };
    } else if (field.resolve !== undefined && field.resolve !== defaultFieldResolver) {
      field.resolve = (parent, _args, { viewer }) => {
        const seed = `${(parent as { seed: string }).seed}.${field.name}`;
        return valueOf(field.type, isShared(field) ? seed : `${seed}/${viewer?.id ?? 'nobody'}`);
      };
    }
  }
}

/** The very same events to everybody who follows the same run: what is shared is known by the event itself. */
const eventsByRun = new Map<string, readonly object[]>();
const eventsOf = (run: string): readonly object[] => eventsByRun.get(run) ?? [];

/** What can be asked of a type without arguments, as text, with aliases, fragments and conditions. */
function selectionOf(type: GraphQLObjectType, depth: number): fc.Arbitrary<string> {
  const askable = Object.values(type.getFields()).filter(
    (field) =>
      field.args.every((arg) => arg.defaultValue !== undefined || !String(arg.type).endsWith('!')) &&
      (depth > 1 || !isObjectType(innermost(field.type))),
  );
  const fieldOf = fc.constantFrom(...askable, '__typename' as const).chain((field) => {
    if (field === '__typename') return fc.constant('__typename');
    const inner = innermost(field.type);
    const below = isObjectType(inner)
      ? selectionOf(inner, depth - 1).map((text) => ` { ${text} }`)
      : fc.constant('');
    return fc.tuple(fc.constantFrom('', `its_${type.name}_`), condition, below).map(
      // One alias for one field and condition: two fields of one name would not be valid.
      ([alias, when, text]) =>
        `${alias === '' && when === '' ? '' : `${alias}${field.name}${when.replaceAll(/\W/g, '')}: `}${field.name}${when}${text}`,
    );
  });
  const wrapped = fc
    .tuple(fc.constantFrom('', '...', `... on ${type.name}`), condition, fieldOf)
    .map(([spread, when, text]) => (spread === '' ? text : `${spread} ${when} { ${text} }`));
  return fc.array(wrapped, { minLength: 1, maxLength: 4 }).map((lines) => lines.join(' '));
}

function innermost(type: GraphQLOutputType): GraphQLOutputType {
  const plain = getNullableType(type);
  return isListType(plain) ? innermost(plain.ofType) : (plain as GraphQLOutputType);
}

const condition = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc
    .tuple(fc.constantFrom('include', 'skip'), fc.constantFrom(...FLAGS))
    .map(([how, flag]) => ` @${how}(if: $${flag})`),
);

const documentOf = fc
  .constantFrom(...(Object.keys(SHARED_ROOTS) as (keyof typeof SHARED_ROOTS)[]))
  .chain((root) => {
    const type = schema.getType(SHARED_ROOTS[root]);
    if (!isObjectType(type)) throw new Error(`${root} is no object.`);
    return fc.tuple(selectionOf(type, MAX_DEPTH), selectionOf(type, MAX_DEPTH)).map(
      ([inline, fragment]) =>
        `subscription ($after: Cursor, ${FLAGS.map((flag) => `$${flag}: Boolean! = true`).join(', ')}) {
         ${root}(after: $after) { ${inline} ...F ...All }
       }
       fragment F on ${SHARED_ROOTS[root]} { ${fragment} }
       fragment All on ${SHARED_ROOTS[root]} { ${FLAGS.map((flag) => `${flag}: kind @include(if: $${flag})`).join(' ')} }`,
    );
  });

const subscriberOf = (documents: number) =>
  fc.record({
    document: fc.nat(documents - 1),
    viewerId: fc.constantFrom('ada', 'ben', 'eve'),
    role: fc.constantFrom(Role.RESPONDER, Role.PARTNER, Role.PATIENT),
    flags: fc.dictionary(fc.constantFrom(...FLAGS), fc.boolean()),
    after: fc.option(fc.constantFrom('1', '2')),
  });

const crowd = fc
  .array(documentOf, { minLength: 1, maxLength: 2 })
  .chain((documents) =>
    fc.tuple(
      fc.constant(documents),
      fc.array(subscriberOf(documents.length), { minLength: 2, maxLength: 8 }),
    ),
  );

it('gives everybody what they would have been given alone, whatever they select of the API', async () => {
  let runs = 0;
  let saved = 0;
  await fc.assert(
    fc.asyncProperty(crowd, fc.integer({ min: 1, max: 3 }), async (drawn, count) => {
      const [texts, subscribers] = drawn;
      const documents = texts.map((text) => parse(text));
      fc.pre(documents.every((document) => validate(schema, document).length === 0));
      const run = `run-${++runs}`;
      eventsByRun.set(
        run,
        Array.from({ length: count }, (_, number) => ({ number })),
      );
      const operations = subscribers.map(({ document, viewerId, role, flags, after }) => ({
        schema,
        document: documents[document] ?? fail(),
        variableValues: { ...flags, after },
        contextValue: contextOf(viewerId, role, run),
      }));

      const subscribe = createSubscribe();
      rootsResolved = 0;
      const heard = await Promise.all(
        operations.map(async (operation) => {
          const answers = await subscribe(operation);
          if (!(Symbol.asyncIterator in answers)) throw new Error(JSON.stringify(answers));
          const all: unknown[] = [];
          for await (const answer of answers) all.push(answer);
          return all;
        }),
      );
      saved += operations.length * count - rootsResolved;
      const alone = await Promise.all(
        operations.map((operation) =>
          Promise.all(eventsOf(run).map(async (rootValue) => execute({ ...operation, rootValue }))),
        ),
      );
      expect(JSON.parse(JSON.stringify(heard))).toEqual(JSON.parse(JSON.stringify(alone)));
      eventsByRun.delete(run);
    }),
    { numRuns: 200 },
  );
  // Else nothing was shared, and nothing was shown.
  expect(saved).toBeGreaterThan(0);
});

function contextOf(id: string, role: Role, requestId: string): RequestContext {
  return {
    viewer: { id, role, displayName: id, facilityIds: [], session: null },
    requestId,
    bearerToken: id,
    clientAddress: '',
    loaders: createLoaderRegistry(),
    instanceOf: () => {
      throw new Error('There are no resolver classes here.');
    },
    setSessionCookie: () => undefined,
  };
}

function fail(): never {
  throw new Error('No such document was drawn.');
}
