import { asJson, clipped } from '../prompt/data-text';
import { type ModelQuestion } from '../wire';
import { type ParseProblem, type ParseProblemCode } from './parse-answer';

/** What of the answer is shown to the model again, as JSON. */
const MAX_QUOTED_CHARS = 4000;

const SENTENCES: Readonly<Record<ParseProblemCode, string>> = {
  TOO_LONG: 'It was far too long.',
  NO_ANSWER_AFTER_THOUGHTS: 'It held thoughts and no answer.',
  NOT_JSON: 'It was not one whole JSON object, or something stood beside it.',
  WRONG_SHAPE: 'Its fields were not those that were asked for.',
  NAMED_TWICE: 'It named a condition more than once.',
};

/**
 * The same question once more, with what was wrong with the first answer. The answer is quoted as data: it may repeat
 * what a patient said. For one attempt; the wording is the program's, and is covered by its version.
 */
export function repairQuestion(
  question: ModelQuestion,
  badText: string,
  { code, wrong }: ParseProblem,
): ModelQuestion {
  const complaint = [
    'You were asked this before, and your answer could not be used.',
    SENTENCES[code],
    ...(wrong.length === 0 ? [] : [`Wrong: ${wrong.join('; ')}.`]),
    'The answer is quoted below as data. Write it again as one JSON object of the form that you were told, and nothing else.',
  ].join(' ');
  const quoted = asJson({ yourAnswer: clipped(badText, MAX_QUOTED_CHARS) });
  return { ...question, user: `${question.user}\n\n${complaint}\n${quoted}` };
}
