import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildASTSchema,
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
  type GraphQLSchema,
} from 'graphql';
import { API_RESOLVERS } from '../../src/composition/resolvers';
import { printApi } from '../../src/server';

/**
 * golden/api.graphql is what clients were promised; schema/schema.graphql is what the code serves. The code may add to
 * the promise; absent.json names what of it is not built yet, and may only shrink.
 */
const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');
const promised = parse(read('golden/api.graphql'));
const absent = JSON.parse(read('absent.json')) as readonly string[];
const emitted = printApi(API_RESOLVERS);
const served = buildSchema(emitted);

/** What the list held when it was written down: nothing may be put on it again. */
const FIRST_ABSENT = [
  'JSONObject',
  'TriageCase.fhir',
  'Prompt.audio',
  'PatientExplanation.audio',
  'SayInput.audioUploadId',
  'SignInInput.totpCode',
];

/**
 * Values of enums beyond the promise, which lets each enum grow but Urgency: clients tolerate those that they do not know.
 * PENDING: until the language model has answered, or never will.
 */
const GROWN = ['MEDGEMMA_PENDING was added to enum type Limitation.'];

/** The promise without what is absent. */
function promisedSoFar(): GraphQLSchema {
  const isAbsent = (coordinate: string) => absent.includes(coordinate);
  let inside = '';
  return buildASTSchema(
    visit(promised, {
      enter(node) {
        if (!('name' in node) || node.name?.kind !== Kind.NAME) return undefined;
        if (node.kind === Kind.FIELD_DEFINITION || node.kind === Kind.INPUT_VALUE_DEFINITION) {
          return isAbsent(`${inside}.${node.name.value}`) ? null : undefined;
        }
        if (!node.kind.endsWith('Definition')) return undefined;
        if (isAbsent(node.name.value)) return null;
        if (node.kind.endsWith('TypeDefinition')) inside = node.name.value;
        return undefined;
      },
    }),
  );
}

interface Element {
  /** Type and default, or the values of an enum: everything about the element that a client relies on. */
  readonly shape: string;
  readonly description: string;
}

/** Every named thing of a schema, by its coordinate: `TriageCase`, `TriageCase.history`, `TriageCase.history(first:)`. */
function elementsOf(schema: GraphQLSchema): Map<string, Element> {
  const elements = new Map<string, Element>();
  const add = (coordinate: string, shape: string, description: string | null | undefined) =>
    elements.set(coordinate, { shape, description: wordsOf(description) });
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    add(type.name, type.astNode?.kind ?? 'built in', type.description);
    if (isEnumType(type)) {
      for (const { name, description } of type.getValues()) add(`${type.name}.${name}`, 'value', description);
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        const shape = `${field.type.toString()} = ${JSON.stringify(field.defaultValue)}`;
        add(`${type.name}.${field.name}`, shape, field.description);
      }
    }
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        add(`${type.name}.${field.name}`, field.type.toString(), field.description);
        for (const arg of field.args) {
          const shape = `${arg.type.toString()} = ${JSON.stringify(arg.defaultValue)}`;
          add(`${type.name}.${field.name}(${arg.name}:)`, shape, arg.description);
        }
      }
    }
  }
  return elements;
}

function wordsOf(description: string | null | undefined): string {
  return (description ?? '').replaceAll(/\s+/g, ' ').replaceAll('’', "'").trim();
}

describe('the schema that the code serves', () => {
  it('is the one in schema/schema.graphql (npm run schema:emit writes it)', () => {
    expect(emitted).toBe(read('../../schema/schema.graphql'));
  });

  it('breaks nothing that was promised', () => {
    expect(findBreakingChanges(promisedSoFar(), served)).toEqual([]);
  });

  it('changes no default, and lets no enum grow unseen', () => {
    const dangerous = findDangerousChanges(promisedSoFar(), served).map(({ description }) => description);
    expect(dangerous).toEqual(GROWN);
  });

  it('has every promised element with exactly its type and its default', () => {
    const ours = elementsOf(served);
    const different = [...elementsOf(promisedSoFar())]
      .filter(([coordinate, { shape }]) => ours.get(coordinate)?.shape !== shape)
      .map(([coordinate, { shape }]) => ({
        coordinate,
        promised: shape,
        served: ours.get(coordinate)?.shape,
      }));
    expect(different).toEqual([]);
  });

  it('says of every element at least what was promised of it', () => {
    const ours = elementsOf(served);
    const silent = [...elementsOf(promisedSoFar())]
      .filter(([coordinate, { description }]) => !ours.get(coordinate)?.description.includes(description))
      .map(([coordinate, { description }]) => ({ coordinate, description }));
    expect(silent).toEqual([]);
  });
});

it('has exactly the promised urgencies, most urgent first: no other enum has an order, or may not grow', () => {
  const promisedElements = [...elementsOf(promisedSoFar()).keys()];
  const urgencies = (coordinates: readonly string[]) =>
    coordinates.filter((one) => one.startsWith('Urgency.'));
  expect(urgencies([...elementsOf(served).keys()])).toEqual(urgencies(promisedElements));
});

describe('the list of what is absent', () => {
  it('names nothing that is there already, and nothing that was never promised', () => {
    const ours = elementsOf(served);
    const theirs = elementsOf(buildASTSchema(promised));
    expect(absent.filter((coordinate) => ours.has(coordinate))).toEqual([]);
    expect(absent.filter((coordinate) => !theirs.has(coordinate))).toEqual([]);
  });

  it('only shrinks', () => {
    expect(absent.filter((coordinate) => !FIRST_ABSENT.includes(coordinate))).toEqual([]);
  });
});
