import { type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type ClassType } from 'type-graphql';
import { DateTimeScalar, type ResolverClass } from '../graphql';

/** A schema, and who answers for it. */
export interface Api {
  readonly schema: GraphQLSchema;
  instanceOf<T extends object>(resolver: ResolverClass<T>): T;
}

/**
 * The executable schema of the given resolver classes, answered by `instances`; inputs are held to their
 * class-validator decorators. Without an instance its fields throw, which is enough to print the schema.
 */
export function buildApi(resolvers: readonly ResolverClass[], instances: readonly object[] = []): Api {
  const byClass = new Map<unknown, object>(instances.map((instance) => [instance.constructor, instance]));
  function instanceOf<T extends object>(resolver: ResolverClass<T>): T {
    const instance = byClass.get(resolver) as T | undefined;
    if (instance === undefined) throw new Error(`No instance of ${resolver.name} was given.`);
    return instance;
  }
  const [first, ...rest] = resolvers as readonly ClassType[];
  if (first === undefined) throw new Error('A schema needs at least one resolver class.');
  const schema = buildSchemaSync({
    resolvers: [first, ...rest],
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: { forbidUnknownValues: false },
    container: { get: (resolver: ResolverClass) => instanceOf(resolver) },
    pubSub: noTopics,
  });
  return { schema, instanceOf };
}

/** Subscriptions follow durable streams that they open themselves; nothing is published in memory. */
const noTopics = {
  publish: () => refuseTopics(),
  subscribe: () => refuseTopics(),
};

function refuseTopics(): never {
  throw new Error('A subscription opens its stream by its own `subscribe` function.');
}
