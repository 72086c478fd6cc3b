import { z } from 'zod';
import { type Violation } from './asked-question';
import { checkPictureUri } from './picture';

const textPart = z.strictObject({ type: z.literal('text'), text: z.string().min(1) });
const picturePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string() }),
});
const systemContent = z.union([z.string().min(1), z.tuple([textPart])], {
  error: 'is neither a text nor one part with a text',
});
const userContent = z.union([z.string().min(1), z.tuple([textPart]), z.tuple([picturePart, textPart])], {
  error: 'is neither a text, nor one part with a text, nor a picture followed by a text',
});

/** One turn, as the chat forms have it: the role in the system's message, then the question, its picture first. */
export const chatMessages = z.tuple([
  z.strictObject({ role: z.literal('system'), content: systemContent }),
  z.strictObject({ role: z.literal('user'), content: userContent }),
]);
type ChatMessages = z.infer<typeof chatMessages>;

/** The texts of a turn, whether it has a picture, and what is wrong with that. */
export async function readChatMessages([system, user]: ChatMessages): Promise<{
  readonly system: string;
  readonly user: string;
  readonly hasPicture: boolean;
  readonly violations: readonly Violation[];
}> {
  const [first] = user.content;
  const picture = typeof first === 'object' && first.type === 'image_url' ? first : undefined;
  return {
    system: textOf(system.content),
    user: textOf(user.content),
    hasPicture: picture !== undefined,
    violations: picture === undefined ? [] : await checkPictureUri(picture.image_url.url),
  };
}

function textOf(content: ChatMessages[number]['content']): string {
  if (typeof content === 'string') return content;
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}
