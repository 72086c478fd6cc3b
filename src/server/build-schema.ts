import '../graphql';
import { type GraphQLSchema } from 'graphql';
import { buildSchemaSync, type ClassType } from 'type-graphql';
import { DateTimeScalar } from '../graphql';

/** The resolver classes of a schema, each with the instance that answers for it. */
export type ResolverInstances = ReadonlyMap<ClassType, object>;

/**
 * The executable schema of the given resolver classes. Their inputs are held to their class-validator decorators.
 * Throws when a class among `resolvers` has no instance by the time one of its fields is asked for.
 */
export function buildApiSchema(
  resolvers: readonly ClassType[],
  instances: ResolverInstances = new Map(),
): GraphQLSchema {
  const [first, ...rest] = resolvers;
  if (first === undefined) throw new Error('A schema needs at least one resolver class.');
  return buildSchemaSync({
    resolvers: [first, ...rest],
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: { forbidUnknownValues: false },
    container: {
      get: (resolver: ClassType) => {
        const instance = instances.get(resolver);
        if (instance === undefined) throw new Error(`No instance of ${resolver.name} was given.`);
        return instance;
      },
    },
  });
}
