import { z } from 'zod';
import { err, ok, type Result } from '../../../src/domain';
import { checkJsonSchema } from './answer-schema';
import { type AskedQuestion, LoopbackWire, SchemaField, type Violation } from './asked-question';
import { chatMessages, readChatMessages } from './chat-messages';
import { MAX_OUTPUT_TOKENS, readForm } from './read-form';

const jsonSchema = z.record(z.string(), z.unknown());
const chatForm = z.strictObject({
  /** Empty only for Vertex AI, where the path names the endpoint. */
  model: z.string(),
  messages: chatMessages,
  max_tokens: z.int().min(1).max(MAX_OUTPUT_TOKENS),
  temperature: z.literal(0),
  response_format: z
    .strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
        strict: z.boolean(),
        schema: jsonSchema,
      }),
    })
    .optional(),
  /** vLLM before 0.12. */
  guided_json: jsonSchema.optional(),
  /** vLLM from 0.12 on. */
  structured_outputs: z.strictObject({ json: jsonSchema }).optional(),
});

/**
 * A chat completion as vLLM, llama.cpp and Ollama take it. A schema goes by one of three fields; the two of vLLM may stand
 * together, since a server ignores the one that it does not know.
 */
export async function readOpenAiChat(
  body: unknown,
  isVertexPath: boolean,
): Promise<Result<AskedQuestion, readonly Violation[]>> {
  const read = readForm(body, chatForm);
  if (!read.ok) return read;
  const { model, messages, ...rest } = read.value;
  const { violations, ...texts } = await readChatMessages(messages);
  const { field, schema } = schemaOf(rest);
  const found: Violation[] = [...violations, ...(schema === null ? [] : checkJsonSchema(field, schema))];
  if (model === '' && !isVertexPath) found.push({ status: 400, what: 'model: is empty' });
  if (rest.response_format !== undefined && (rest.guided_json ?? rest.structured_outputs) !== undefined) {
    found.push({ status: 400, what: 'response_format: stands beside another field with a schema' });
  }
  if (found.length > 0) return err(found);
  return ok({ wire: LoopbackWire.OPENAI, ...texts, schemaField: field, schema });
}

function schemaOf(
  form: Pick<z.infer<typeof chatForm>, 'response_format' | 'guided_json' | 'structured_outputs'>,
): { field: SchemaField; schema: object | null } {
  if (form.response_format !== undefined) {
    return { field: SchemaField.RESPONSE_FORMAT, schema: form.response_format.json_schema.schema };
  }
  if (form.guided_json !== undefined) return { field: SchemaField.GUIDED_JSON, schema: form.guided_json };
  if (form.structured_outputs !== undefined) {
    return { field: SchemaField.STRUCTURED_OUTPUTS, schema: form.structured_outputs.json };
  }
  return { field: SchemaField.NONE, schema: null };
}
