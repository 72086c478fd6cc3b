import { err, type ModelView, ok, type Result } from '../../domain';
import { answerForm } from './answer-form';

/** Why an answer is none. Stable codes for metrics and audit: none carries a word of the answer. */
export const ParseProblemCode = {
  /** More text than an answer can be; it is not even read. */
  TOO_LONG: 'TOO_LONG',
  /** The model thought, and came to no answer. */
  NO_ANSWER_AFTER_THOUGHTS: 'NO_ANSWER_AFTER_THOUGHTS',
  /** No JSON, half of one, or something besides it. */
  NOT_JSON: 'NOT_JSON',
  WRONG_SHAPE: 'WRONG_SHAPE',
  /** One condition twice, with two probabilities. */
  NAMED_TWICE: 'NAMED_TWICE',
} as const;
export type ParseProblemCode = (typeof ParseProblemCode)[keyof typeof ParseProblemCode];

export interface ParseProblem {
  readonly code: ParseProblemCode;
  /** Where and what, e.g. "candidates.0.probability: too_big"; field names are ours alone. At most eight. */
  readonly wrong: readonly string[];
}

/** Several times what the longest answer of the right shape takes without thoughts. */
const MAX_CHARS = 65_536;
const MAX_WRONG = 8;
/** MedGemma's tokens around its thoughts. */
const THOUGHTS_BEGIN = '<unused94>';
const THOUGHTS_END = '<unused95>';
const CODE_FENCE = /^```(?:json)?[ \t]*\r?\n(?<inside>[^]*?)\r?\n?```$/iu;

/**
 * Reads a model's text as a view: one JSON object of exactly the right shape, bare or in one code fence, behind whatever
 * thoughts. Nothing is guessed, completed or taken out of running text. Never throws.
 */
export function parseAnswer(text: string): Result<ModelView, ParseProblem> {
  if (text.length > MAX_CHARS) return problem(ParseProblemCode.TOO_LONG);
  const answer = withoutThoughts(text).trim();
  if (answer === '' || answer.startsWith(THOUGHTS_BEGIN)) {
    return problem(
      text.includes(THOUGHTS_BEGIN) || text.includes(THOUGHTS_END)
        ? ParseProblemCode.NO_ANSWER_AFTER_THOUGHTS
        : ParseProblemCode.NOT_JSON,
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(CODE_FENCE.exec(answer)?.groups?.['inside'] ?? answer);
  } catch {
    return problem(ParseProblemCode.NOT_JSON);
  }
  const read = answerForm.safeParse(data);
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, code }) => `${path.join('.') || 'answer'}: ${code}`);
    return problem(ParseProblemCode.WRONG_SHAPE, wrong);
  }
  const twice = namedTwice(read.data);
  return twice.length === 0 ? ok(read.data) : problem(ParseProblemCode.NAMED_TWICE, twice);
}

function withoutThoughts(text: string): string {
  const end = text.lastIndexOf(THOUGHTS_END);
  return end === -1 ? text : text.slice(end + THOUGHTS_END.length);
}

function namedTwice({ candidates }: ModelView): string[] {
  const names = candidates.map(({ name }) => name.toLowerCase());
  return names.flatMap((name, place) =>
    names.indexOf(name) === place ? [] : [`candidates.${place}.name: named before`],
  );
}

function problem(code: ParseProblemCode, wrong: readonly string[] = []): Result<never, ParseProblem> {
  return err({ code, wrong: wrong.slice(0, MAX_WRONG) });
}
