import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { z } from 'zod';
import { malformed, type Violation } from './asked-question';

/** Compiling one takes tens of milliseconds, and every question of a prompt carries the same. */
const compiled = new Map<string, ValidateFunction | string>();
const MAX_COMPILED = 100;

/** Whether what holds an answer is itself a JSON schema: every keyword known, every part of the right type. */
export function checkJsonSchema(field: string, schema: object): readonly Violation[] {
  const known = compile(schema);
  return typeof known === 'string' ? [malformed(`${field}: is no JSON schema: ${known}`)] : [];
}

/** Whether a value fits a JSON schema; nothing fits what is none. */
export function fitsSchema(schema: object, value: unknown): boolean {
  const known = compile(schema);
  return typeof known !== 'string' && known(value);
}

/** A validator, or what is wrong with the schema. */
function compile(schema: object): ValidateFunction | string {
  const key = JSON.stringify(schema);
  const before = compiled.get(key);
  if (before !== undefined) return before;
  let made: ValidateFunction | string;
  try {
    made = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  } catch (thrown) {
    made = thrown instanceof Error ? thrown.message : 'unknown';
  }
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(key, made);
  return made;
}

/** The part of an OpenAPI schema that Vertex AI's `responseSchema` knows; others are refused there. */
const openApiSchema: z.ZodType = z.lazy(() =>
  z.strictObject({
    type: z.enum(['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT']),
    format: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    nullable: z.boolean().optional(),
    enum: z.array(z.string()).optional(),
    items: openApiSchema.optional(),
    minItems: z.union([z.number(), z.string()]).optional(),
    maxItems: z.union([z.number(), z.string()]).optional(),
    properties: z.record(z.string(), openApiSchema).optional(),
    required: z.array(z.string()).optional(),
    propertyOrdering: z.array(z.string()).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.union([z.number(), z.string()]).optional(),
    maxLength: z.union([z.number(), z.string()]).optional(),
    pattern: z.string().optional(),
  }),
);

/** Whether Vertex AI would take it as a `responseSchema`. */
export function checkOpenApiSchema(schema: object): readonly Violation[] {
  const read = openApiSchema.safeParse(schema);
  if (read.success) return [];
  return read.error.issues.map((issue) =>
    malformed(`responseSchema.${issue.path.join('.')}: ${issue.message}`),
  );
}
