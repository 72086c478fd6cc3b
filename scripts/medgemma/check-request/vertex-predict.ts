import { z } from 'zod';
import { err, ok, type Result } from '../../../src/domain';
import { type AskedQuestion, LoopbackWire, SchemaField, type Violation } from './asked-question';
import { chatMessages, readChatMessages } from './chat-messages';
import { MAX_OUTPUT_TOKENS, readForm } from './read-form';

/** One instance in the chat form. The plain form (`prompt`, `multi_modal_data`) is not spoken here: it knows no roles. */
const predictForm = z.strictObject({
  instances: z.tuple([
    z.strictObject({
      '@requestFormat': z.literal('chatCompletions'),
      messages: chatMessages,
      max_tokens: z.int().min(1).max(MAX_OUTPUT_TOKENS),
      temperature: z.literal(0),
    }),
  ]),
});

/** A prediction as a Model Garden endpoint takes it. No field for a schema is known of it. */
export async function readVertexPredict(body: unknown): Promise<Result<AskedQuestion, readonly Violation[]>> {
  const read = readForm(body, predictForm);
  if (!read.ok) return read;
  const { violations, ...texts } = await readChatMessages(read.value.instances[0].messages);
  if (violations.length > 0) return err(violations);
  return ok({ wire: LoopbackWire.VERTEX_PREDICT, ...texts, schemaField: SchemaField.NONE, schema: null });
}
