import { type OpenRule } from '../red-flags/open-rules';
import { urgencyRank, type Urgency } from '../urgency';
import { meaningOfChoice } from './choices';
import { PROMPTS, type Prompt } from './prompts';

/** What follows from an answer, though no question names it: whoever denies sores in the mouth has one site less. */
const INFORMS: Readonly<Record<string, readonly string[]>> = {
  mouth_lesions: ['mucosal_sites_count'],
  eye_red_or_painful: ['mucosal_sites_count'],
  red_all_over: ['bsa_percent'],
  bleeding: ['oozing_or_bleeding'],
  hiv_positive: ['immunosuppressed'],
  age_years: ['age_days'],
};

/** Every sign and number that an answer to this question can tell. */
function codesAskedBy(prompt: Prompt): ReadonlySet<string> {
  const asked = [
    ...prompt.denies,
    ...prompt.choices.flatMap((choice) => {
      const { present = [], absent = [], numbers = {} } = meaningOfChoice(choice);
      return [...present, ...absent, ...Object.keys(numbers)];
    }),
  ];
  return new Set(asked.flatMap((code) => [code, ...(INFORMS[code] ?? [])]));
}

const NOTHING: ReadonlySet<string> = new Set();
const ASKED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  PROMPTS.map((prompt) => [prompt.code, codesAskedBy(prompt)]),
);

/** Every sign and number that an answer to one of the questions can tell. */
export function codesAsked(questions: readonly Prompt[]): ReadonlySet<string> {
  return new Set(questions.flatMap(({ code }) => [...(ASKED_BY.get(code) ?? NOTHING)]));
}

/** How much a question could change: the most urgent rule that it bears on, how nearly it decides it, in how many ways. */
interface Gain {
  readonly urgency: Urgency;
  /** Further answers that the rule would still wait for. */
  readonly furtherAnswers: number;
  readonly ways: number;
}

/**
 * The question that would most change the urgency: the one that bears on the most urgent rule; of several the one after
 * which the fewest answers are missing, then the one whose answers could fire rules in most ways, then the first. Null
 * where no answer to any of them can raise it.
 */
export function mostTelling(
  questions: readonly Prompt[],
  rules: readonly OpenRule[],
  present: Urgency | null,
): Prompt | null {
  const asks = questions.map((prompt) => ({ prompt, codes: ASKED_BY.get(prompt.code) ?? NOTHING }));
  const askable = codesAsked(questions);
  const ways = rules
    .filter(({ urgency }) => urgencyRank(urgency) > urgencyRank(present))
    .flatMap(({ urgency, ways }) => ways.map((codes) => ({ urgency, codes })))
    .filter(({ codes }) => codes.every((code) => askable.has(code)));
  let best: { readonly prompt: Prompt; readonly gain: Gain } | null = null;
  for (const { prompt, codes } of asks) {
    const gain = gainOf(codes, ways);
    if (gain !== null && (best === null || isMore(gain, best.gain))) best = { prompt, gain };
  }
  return best?.prompt ?? null;
}

function gainOf(
  asked: ReadonlySet<string>,
  ways: readonly { readonly urgency: Urgency; readonly codes: readonly string[] }[],
): Gain | null {
  const gains = ways
    .filter(({ codes }) => codes.some((code) => asked.has(code)))
    .map(({ urgency, codes }): Gain => {
      return { urgency, furtherAnswers: codes.filter((code) => !asked.has(code)).length, ways: 1 };
    });
  const best = gains.reduce<Gain | null>(
    (most, gain) => (most === null || isMore(gain, most) ? gain : most),
    null,
  );
  return best === null ? null : { ...best, ways: gains.filter((gain) => !isMore(best, gain)).length };
}

function isMore(a: Gain, b: Gain): boolean {
  const byUrgency = urgencyRank(a.urgency) - urgencyRank(b.urgency);
  if (byUrgency !== 0) return byUrgency > 0;
  if (a.furtherAnswers !== b.furtherAnswers) return a.furtherAnswers < b.furtherAnswers;
  return a.ways > b.ways;
}
