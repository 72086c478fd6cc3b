import { z } from 'zod';
import { readForm } from '../../read-form';

/** One text with its identifiers, in the form of presidio-research; `language` is ours, English where it is missing. */
const identifiedTextSchema = z.object({
  full_text: z.string(),
  language: z.string().default('en'),
  spans: z.array(
    z.object({
      entity_type: z.string(),
      entity_value: z.string(),
      start_position: z.int().min(0),
      end_position: z.int().min(0),
    }),
  ),
});

export type IdentifiedText = z.infer<typeof identifiedTextSchema>;

/** Reads a file of such texts: a JSON array. Throws if it is none. */
export function readIdentifiedTexts(file: string): readonly IdentifiedText[] {
  return readForm(file, z.array(identifiedTextSchema), JSON.parse);
}
