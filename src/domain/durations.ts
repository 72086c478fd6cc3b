import { type TimeWords } from './lexicon';
import { findPhrases, type PhraseMatch, type Token } from './tokens';
import { Duration } from './vocabulary';

type Unit = keyof TimeWords['units'];
type Meaning =
  | { readonly kind: 'UNIT'; readonly unit: Unit }
  | { readonly kind: 'NUMBER'; readonly value: number }
  | { readonly kind: 'CUE' };

const DAYS: Readonly<Record<Unit, number>> = { day: 1, week: 7, month: 30, year: 365 };
const CUE_REACH_WORDS = 2;

/** Upper bounds in days, from the shortest. */
const BOUNDS: readonly (readonly [maxDays: number, Duration])[] = [
  [1, Duration.ONE_DAY],
  [6, Duration.LESS_THAN_ONE_WEEK],
  [29, Duration.ONE_TO_FOUR_WEEKS],
  [90, Duration.ONE_TO_THREE_MONTHS],
  [364, Duration.THREE_TO_TWELVE_MONTHS],
  [5 * 365, Duration.MORE_THAN_ONE_YEAR],
  [Infinity, Duration.MORE_THAN_FIVE_YEARS],
];

function durationOfDays(days: number): Duration {
  return BOUNDS.find(([maxDays]) => days <= maxDays)?.[1] ?? Duration.UNKNOWN;
}

/**
 * The first span of time that a text names ("for two weeks", "wiki mbili", "2 周前"), as a duration; null if it names
 * none. Without `isAnswer` a cue must stand beside it, since "two years old" is no duration.
 */
export function durationOf(tokens: readonly Token[], words: TimeWords, isAnswer: boolean): Duration | null {
  const matches = findPhrases(tokens, phrasesOf(tokens, words));
  for (const [index, match] of matches.entries()) {
    if (match.meaning.kind !== 'UNIT') continue;
    const count = countBeside(matches, index);
    if (count === null) continue;
    const hasCue = matches.some(
      (other) => other.meaning.kind === 'CUE' && distance(other, count.span) <= CUE_REACH_WORDS,
    );
    if (isAnswer || hasCue) return durationOfDays(count.value * DAYS[match.meaning.unit]);
  }
  return null;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The number directly before the unit, else directly after it (as in Swahili). */
function countBeside(
  matches: readonly PhraseMatch<Meaning>[],
  unitIndex: number,
): { readonly value: number; readonly span: Span } | null {
  const unit = matches[unitIndex];
  if (unit === undefined) return null;
  for (const neighbour of [matches[unitIndex - 1], matches[unitIndex + 1]]) {
    if (neighbour?.meaning.kind !== 'NUMBER' || distance(neighbour, unit) > 0) continue;
    const span = { start: Math.min(neighbour.start, unit.start), end: Math.max(neighbour.end, unit.end) };
    return { value: neighbour.meaning.value, span };
  }
  return null;
}

/** Words between two spans. */
function distance(a: Span, b: Span): number {
  return Math.max(0, a.start >= b.end ? a.start - b.end : b.start - a.end);
}

function phrasesOf(
  tokens: readonly Token[],
  words: TimeWords,
): { readonly phrase: string; readonly meaning: Meaning }[] {
  const units = (Object.keys(words.units) as Unit[]).flatMap((unit) =>
    words.units[unit].map((phrase) => ({ phrase, meaning: { kind: 'UNIT', unit } as const })),
  );
  const numbers = Object.entries(words.numbers).flatMap(([value, phrases]) =>
    phrases.map((phrase) => ({ phrase, meaning: { kind: 'NUMBER', value: Number(value) } as const })),
  );
  const digits = tokens
    .filter(({ word }) => /^\d{1,3}$/.test(word))
    .map(({ word }) => ({ phrase: word, meaning: { kind: 'NUMBER', value: Number(word) } as const }));
  const cues = words.cues.map((phrase) => ({ phrase, meaning: { kind: 'CUE' } as const }));
  return [...units, ...numbers, ...digits, ...cues];
}
