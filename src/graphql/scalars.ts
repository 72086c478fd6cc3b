import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';
import { isStorable } from './instant';

const MAX_CURSOR_LENGTH = 512;

/** Date on the inside, ISO 8601 in UTC on the wire; an offset that comes in is converted. */
export const DateTimeScalar = new GraphQLScalarType({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'An instant, ISO 8601, always UTC.',
  parseValue: (value) => storable(GraphQLDateTimeISO.parseValue(value)),
  parseLiteral: (node, variables) => storable(GraphQLDateTimeISO.parseLiteral(node, variables)),
});

/** A well-formed tag in its canonical spelling: `pt-br` becomes `pt-BR`. */
export const LanguageTagScalar = textScalar(
  'LanguageTag',
  'BCP 47 language tag, e.g. en, hi, sw, pt-BR.',
  'a BCP 47 language tag',
  canonicalLanguageTag,
);

export const CursorScalar = textScalar(
  'Cursor',
  'An opaque position in a list or a stream. Never parse it.',
  'a cursor',
  (text) => (text.length <= MAX_CURSOR_LENGTH ? text : null),
);

function storable(instant: Date): Date {
  if (isStorable(instant)) return instant;
  throw new GraphQLError('Expected an instant of the years 1 to 9999.');
}

function canonicalLanguageTag(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

/** A scalar whose values are strings that `parse` accepts (null refuses). Its errors do not repeat the value. */
function textScalar(
  name: string,
  description: string,
  kindOfText: string,
  parse: (text: string) => string | null,
): GraphQLScalarType<string, string> {
  const refuse = (): never => {
    throw new GraphQLError(`Expected ${kindOfText}.`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => (typeof value === 'string' ? value : refuse()),
    parseValue: (value) => (typeof value === 'string' ? (parse(value) ?? refuse()) : refuse()),
    parseLiteral: (node: ValueNode) =>
      node.kind === Kind.STRING ? (parse(node.value) ?? refuse()) : refuse(),
  });
}
