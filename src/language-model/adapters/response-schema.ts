import { SchemaType, type ResponseSchema } from '@google-cloud/vertexai';
import { z } from 'zod';

const TYPES: Readonly<Record<string, SchemaType>> = {
  string: SchemaType.STRING,
  number: SchemaType.NUMBER,
  integer: SchemaType.INTEGER,
  boolean: SchemaType.BOOLEAN,
  array: SchemaType.ARRAY,
  object: SchemaType.OBJECT,
};

/** What generateContent takes of JSON schema: a part of OpenAPI 3.0. Other keywords are left out. */
const jsonSchema = z.object({
  type: z.union([z.string().transform((name) => [name]), z.array(z.string())]).optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional().catch(undefined),
  required: z.array(z.string()).optional(),
  get items() {
    return jsonSchema.optional();
  },
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
});
type JsonSchema = z.infer<typeof jsonSchema>;

/**
 * A JSON schema in generateContent's words: types in capitals, "or null" as `nullable`. Null for what has no such words at
 * all. What gets lost (lengths, ranges, `additionalProperties`) the parser looks for in any case.
 */
export function responseSchema(schema: Readonly<Record<string, unknown>>): ResponseSchema | null {
  const { data } = jsonSchema.safeParse(schema);
  return data === undefined ? null : translated(data);
}

function translated({ type = [], items, properties, ...kept }: JsonSchema): ResponseSchema {
  const name = type.find((other) => other !== 'null');
  const schemaType = name === undefined ? undefined : TYPES[name];
  return {
    ...kept,
    ...(schemaType === undefined ? {} : { type: schemaType }),
    ...(type.includes('null') ? { nullable: true } : {}),
    ...(items === undefined ? {} : { items: translated(items) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([property, below]) => [property, translated(below)]),
          ),
        }),
  };
}
