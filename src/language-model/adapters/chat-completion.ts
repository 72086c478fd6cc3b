import { z } from 'zod';
import { err, ok, type Result } from '../../domain';
import { failure } from '../failures';
import { ModelFailureKind, type ModelFailure, type ModelQuestion, type ModelReply } from '../wire';
import { tokenCount } from './token-count';

/** The part of a request that chat completions have in common, whoever serves them. Greedy: the same again next time. */
export function chatRequest(question: ModelQuestion): Readonly<Record<string, unknown>> {
  const { system, user, pictureJpeg, maxOutputTokens } = question;
  const text = { type: 'text', text: user };
  return {
    messages: [
      { role: 'system', content: [{ type: 'text', text: system }] },
      // The picture first: so MedGemma was trained to be asked.
      { role: 'user', content: pictureJpeg === null ? [text] : [picturePart(pictureJpeg), text] },
    ],
    max_tokens: maxOutputTokens,
    temperature: 0,
  };
}

function picturePart(jpeg: Buffer): object {
  return { type: 'image_url', image_url: { url: `data:image/jpeg;base64,${jpeg.toString('base64')}` } };
}

/** Of what a server says, what is needed; the rest is its own business. */
const chatCompletion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })], z.unknown()),
  usage: z.object({ prompt_tokens: tokenCount, completion_tokens: tokenCount }).nullish(),
});

/** MALFORMED if it is no chat completion. */
export function readChatCompletion(body: unknown): Result<ModelReply, ModelFailure> {
  const { data } = chatCompletion.safeParse(body);
  if (data === undefined) return err(failure(ModelFailureKind.MALFORMED, 'no chat completion'));
  return ok({
    text: data.choices[0].message.content,
    inputTokens: data.usage?.prompt_tokens ?? null,
    outputTokens: data.usage?.completion_tokens ?? null,
  });
}
