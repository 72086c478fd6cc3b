import { z } from 'zod';
import { MODEL_VIEW_LIMITS, Urgency } from '../../domain';

const { candidates, sentences, nameChars, sentenceChars, rationaleChars } = MODEL_VIEW_LIMITS;

const sentenceList = z.array(z.string().max(sentenceChars)).max(sentences);

/** The one shape of an answer: a `ModelView`, nothing missing and nothing besides. */
export const answerForm = z.strictObject({
  rationale: z.string().max(rationaleChars),
  candidates: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(nameChars),
        supportedBy: sentenceList,
        contradictedBy: sentenceList,
        probability: z.number().min(0).max(1),
      }),
    )
    .max(candidates),
  urgency: z.enum(Urgency),
  wouldChange: sentenceList,
});

/** What a prompt must ask for. */
export const ANSWER_FIELDS: readonly string[] = Object.keys(answerForm.shape);
