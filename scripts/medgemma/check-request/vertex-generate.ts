import { z } from 'zod';
import { err, ok, type Result } from '../../../src/domain';
import { checkOpenApiSchema } from './answer-schema';
import { type AskedQuestion, LoopbackWire, malformed, SchemaField, type Violation } from './asked-question';
import { checkPicture } from './picture';
import { MAX_OUTPUT_TOKENS, readForm } from './read-form';

const textPart = z.strictObject({ text: z.string().min(1) });
const picturePart = z.strictObject({
  inlineData: z.strictObject({ mimeType: z.literal('image/jpeg'), data: z.base64().min(1) }),
});
const generateForm = z.strictObject({
  systemInstruction: z.strictObject({ role: z.literal('system').optional(), parts: z.tuple([textPart]) }),
  contents: z.tuple([
    z.strictObject({
      role: z.literal('user'),
      parts: z.union([z.tuple([textPart]), z.tuple([picturePart, textPart])], {
        error: 'is neither one part with a text, nor a picture followed by a text',
      }),
    }),
  ]),
  generationConfig: z.strictObject({
    temperature: z.literal(0),
    maxOutputTokens: z.int().min(1).max(MAX_OUTPUT_TOKENS),
    candidateCount: z.literal(1).optional(),
    responseMimeType: z.literal('application/json').optional(),
    responseSchema: z.record(z.string(), z.unknown()).optional(),
  }),
  safetySettings: z
    .array(z.strictObject({ category: z.string(), threshold: z.string(), method: z.string().optional() }))
    .optional(),
});

/** A `generateContent` request of one turn. */
export async function readVertexGenerate(
  body: unknown,
): Promise<Result<AskedQuestion, readonly Violation[]>> {
  const read = readForm(body, generateForm);
  if (!read.ok) return read;
  const { systemInstruction, contents, generationConfig } = read.value;
  const { parts } = contents[0];
  const [first] = parts;
  const text = parts.length === 2 ? parts[1] : parts[0];
  const { responseSchema, responseMimeType } = generationConfig;
  const violations: Violation[] = [
    ...('inlineData' in first ? await checkPicture(first.inlineData.data) : []),
    ...(responseSchema === undefined ? [] : checkOpenApiSchema(responseSchema)),
  ];
  if (responseSchema !== undefined && responseMimeType === undefined) {
    violations.push(malformed('responseSchema: without responseMimeType'));
  }
  if (violations.length > 0) return err(violations);
  return ok({
    wire: LoopbackWire.VERTEX_GENERATE,
    system: systemInstruction.parts[0].text,
    user: text.text,
    hasPicture: 'inlineData' in first,
    schemaField: responseSchema === undefined ? SchemaField.NONE : SchemaField.RESPONSE_SCHEMA,
    schema: null,
  });
}
