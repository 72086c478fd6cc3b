import {
  BREAK,
  type ExecutionArgs,
  type FieldNode,
  getOperationAST,
  isObjectType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Two subscriptions with the same key have the same answer to the same event, whoever they belong to. Null where that
 * cannot be known from the schema: some selected field has a resolver that does not promise it (SAME_FOR_EVERYBODY).
 *
 * The arguments of the subscription itself are no part of the key: they decide which events come, and differ as soon
 * as somebody comes back with a cursor.
 */
export function shareKeyOf(operation: ExecutionArgs): string | null {
  const { document, operationName, variableValues } = operation;
  const root = rootFieldOf(operation);
  const names = root === null ? null : variablesOfAnswer(operation, root);
  if (names === null) return null;
  const given = new Map(Object.entries(variableValues ?? {}));
  const values = names.map((name) => (given.has(name) ? [name, given.get(name)] : [name]));
  const asked = visit(document, {
    Field: (field) => (field === root ? { ...field, arguments: [] } : undefined),
  });
  return JSON.stringify([print(asked), operationName ?? null, values]);
}

/** Null where the operation does not name its one field plainly (a fragment, an error that execution reports). */
function rootFieldOf({ document, operationName }: ExecutionArgs): FieldNode | null {
  const [field, ...others] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  return field?.kind === Kind.FIELD && others.length === 0 ? field : null;
}

/** The variables that are used below the subscription's own field; null if anything there may depend on who asks. */
function variablesOfAnswer({ schema, document }: ExecutionArgs, root: FieldNode): readonly string[] | null {
  const typeInfo = new TypeInfo(schema);
  const names = new Set<string>();
  let isShareable = true;
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      VariableDefinition: () => false,
      Argument: (_argument, _key, siblings) => (siblings === root.arguments ? false : undefined),
      Variable: ({ name }) => void names.add(name.value),
      Field: ({ name }) => {
        if (name.value.startsWith('__') || isSameForEverybody(typeInfo)) return undefined;
        isShareable = false;
        return BREAK;
      },
    }),
  );
  return isShareable ? [...names].sort() : null;
}

/** Of the field being visited. Only what is read from the row as it is, or says so itself; of an interface nobody knows. */
function isSameForEverybody(typeInfo: TypeInfo): boolean {
  const field = typeInfo.getFieldDef();
  if (!field || !isObjectType(typeInfo.getParentType())) return false;
  return field.resolve === undefined || field.extensions.sameForEverybody === true;
}
