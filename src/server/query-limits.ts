import {
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import {
  fieldExtensionsEstimator,
  getComplexity,
  simpleEstimator,
  type ComplexityEstimator,
} from 'graphql-query-complexity';
import { rowsToCount } from '../graphql';

export const QUERY_TOO_COMPLEX = 'QUERY_TOO_COMPLEX';

export interface QueryLimits {
  /** One point a field, times the page size for what stands inside a page. */
  readonly maxQueryComplexity: number;
  /** Fields inside fields; introspection does not count. */
  readonly maxQueryDepth: number;
  readonly maxQueryAliases: number;
}

interface QueryToCheck {
  readonly schema: GraphQLSchema;
  /** Already validated: its fragments make no circles. */
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string | null;
}

/** Parsing stops after so many tokens: no legitimate query comes near. */
export const MAX_QUERY_TOKENS = 5000;
const MAX_COUNTED_NODES = 20_000;

/** Why a query may not run: QUERY_TOO_COMPLEX, or null when it may. */
export function refuseCostlyQuery(query: QueryToCheck, limits: QueryLimits): GraphQLError | null {
  if (countAliases(query.document) > limits.maxQueryAliases)
    return tooComplex('Too many aliases', limits.maxQueryAliases);
  if (depthOf(query.document) > limits.maxQueryDepth)
    return tooComplex('Nested too deeply', limits.maxQueryDepth);
  if (complexityOf(query) > limits.maxQueryComplexity)
    return tooComplex('Asks for too much', limits.maxQueryComplexity);
  return null;
}

function tooComplex(what: string, limit: number): GraphQLError {
  return new GraphQLError(`${what}: the limit is ${limit}.`, {
    extensions: { code: QUERY_TOO_COMPLEX, http: { status: 400 } },
  });
}

/** What stands inside a page costs as often as the page may have rows; the resolver itself refuses a wrong `first`. */
const pageEstimator: ComplexityEstimator = ({ args, childComplexity }) => {
  const first: unknown = args.first;
  if (typeof first !== 'number') return undefined;
  return 1 + rowsToCount(first) * childComplexity;
};

/** Infinite where even the counting has to stop; 0 where variables do not fit their types, which execution refuses. */
function complexityOf({ schema, document, variables, operationName }: QueryToCheck): number {
  try {
    return getComplexity({
      schema,
      query: document,
      variables: { ...variables },
      operationName: operationName ?? undefined,
      // A field that costs more than its rows says so itself (`complexity` of its resolver).
      estimators: [fieldExtensionsEstimator(), pageEstimator, simpleEstimator({ defaultComplexity: 1 })],
      maxQueryNodes: MAX_COUNTED_NODES,
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const isAboutVariable = error.nodes !== undefined;
    return isAboutVariable ? 0 : Infinity;
  }
}

function countAliases(document: DocumentNode): number {
  let aliases = 0;
  visit(document, {
    Field: (field) => {
      if (field.alias !== undefined) aliases += 1;
    },
  });
  return aliases;
}

function depthOf(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const depths = new Map<string, number>();

  /** Each fragment is measured once, however often it is spread. */
  function depthOfFragment(name: string): number {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const depth = depthWithin(fragments.get(name)?.selectionSet);
    depths.set(name, depth);
    return depth;
  }

  function depthWithin(selections: SelectionSetNode | undefined): number {
    const each = (selections?.selections ?? []).map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return depthOfFragment(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return depthWithin(selection.selectionSet);
      return selection.name.value.startsWith('__') ? 0 : 1 + depthWithin(selection.selectionSet);
    });
    return Math.max(0, ...each);
  }

  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  return Math.max(0, ...operations.map((operation) => depthWithin(operation.selectionSet)));
}
