import { ApolloServerErrorCode as ErrorCode } from '@apollo/server/errors';
import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { MAX_QUERY_TOKENS } from './query-limits';

/** A client has few queries and many sockets: whoever sends the same text holds the same tree. */
const MAX_REMEMBERED = 200;
/** A tree takes some twenty times its text; longer ones are read anew each time. */
const MAX_REMEMBERED_CHARACTERS = 4_000;

/** The document of a text that is valid for the schema, or what is wrong with it. */
export type ReadDocument = (query: string) => DocumentNode | readonly GraphQLError[];

/** Reads documents, remembering those that were asked for last. */
export function createDocumentReader(schema: GraphQLSchema): ReadDocument {
  const remembered = new Map<string, DocumentNode>();
  function remember(query: string, document: DocumentNode): void {
    if (query.length > MAX_REMEMBERED_CHARACTERS) return;
    const [oldest] = remembered.keys();
    if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(query, document);
  }
  return (query) => {
    const known = remembered.get(query);
    if (known !== undefined) {
      // A map keeps the order in which its keys came: this one is the latest again.
      remembered.delete(query);
      remembered.set(query, known);
      return known;
    }
    const document = parsed(query);
    if (document instanceof GraphQLError) return [document];
    const invalid = validate(schema, document);
    if (invalid.length > 0)
      return invalid.map((error) => withCode(error, ErrorCode.GRAPHQL_VALIDATION_FAILED));
    remember(query, document);
    return document;
  };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: MAX_QUERY_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, ErrorCode.GRAPHQL_PARSE_FAILED);
    throw error;
  }
}

function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  return new GraphQLError(error.message, { ...error, nodes: error.nodes, extensions: { code } });
}
