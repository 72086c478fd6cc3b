import { type GenerateContentRequest } from '@google-cloud/vertexai';
import { z } from 'zod';
import { err, ok, type Result } from '../../domain';
import { failure } from '../failures';
import { ModelFailureKind, type ModelFailure, type ModelQuestion, type ModelReply } from '../wire';
import { responseSchema } from './response-schema';
import { tokenCount } from './token-count';

/** How the server is told what an answer must fit. The prompt says it in words in any case. */
export const SchemaForm = { RESPONSE_SCHEMA: 'response-schema', NONE: 'none' } as const;
export type SchemaForm = (typeof SchemaForm)[keyof typeof SchemaForm];

/** A question as generateContent is asked it: greedy, and for JSON. */
export function generateRequest(question: ModelQuestion, form: SchemaForm): GenerateContentRequest {
  const { system, user, pictureJpeg, answerSchema, maxOutputTokens } = question;
  const schema = form === SchemaForm.RESPONSE_SCHEMA ? responseSchema(answerSchema) : null;
  const picture = pictureJpeg && {
    inlineData: { mimeType: 'image/jpeg', data: pictureJpeg.toString('base64') },
  };
  return {
    systemInstruction: { role: 'system', parts: [{ text: system }] },
    contents: [{ role: 'user', parts: [...(picture ? [picture] : []), { text: user }] }],
    generationConfig: {
      temperature: 0,
      maxOutputTokens,
      responseMimeType: 'application/json',
      ...(schema === null ? {} : { responseSchema: schema }),
    },
  };
}

const generated = z.object({
  candidates: z
    .array(
      z.object({
        content: z
          .object({
            parts: z
              .array(z.object({ text: z.string().optional(), thought: z.boolean().optional() }))
              .optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  usageMetadata: z.object({ promptTokenCount: tokenCount, candidatesTokenCount: tokenCount }).nullish(),
});

/** The first candidate's text, without its thoughts. MALFORMED if that is no text, or more than `maxBytes` of it. */
export function readGenerated(response: unknown, maxBytes: number): Result<ModelReply, ModelFailure> {
  const { data } = generated.safeParse(response);
  const parts = data?.candidates?.[0]?.content?.parts ?? [];
  const text = parts.map((part) => (part.thought === true ? '' : (part.text ?? ''))).join('');
  if (text === '') return err(failure(ModelFailureKind.MALFORMED, 'no text'));
  if (Buffer.byteLength(text) > maxBytes) {
    return err(failure(ModelFailureKind.MALFORMED, 'longer than may be read'));
  }
  return ok({
    text,
    inputTokens: data?.usageMetadata?.promptTokenCount ?? null,
    outputTokens: data?.usageMetadata?.candidatesTokenCount ?? null,
  });
}
