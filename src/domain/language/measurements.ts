import { PromptCode } from '../prompt-codes';
import { LengthUnit } from './lexicon';
import { type Amounts, DAYS, matchesOf, numberBeside, SpanKind, type TimeSpan } from './time-spans';
import { nearTo, type TokenSpan, wordsBetween } from './tokens';

/** A number of the vocabulary, in its unit, and the words that gave it. */
export interface Measurement extends TokenSpan {
  readonly code: string;
  readonly value: number;
}

/** A word beside which a span of time means something: a fever, a sore that does not heal. */
export interface Timed extends TokenSpan {
  readonly code: string;
}

const MM: Readonly<Record<LengthUnit, number>> = {
  [LengthUnit.MM]: 1,
  [LengthUnit.CM]: 10,
  [LengthUnit.INCH]: 25.4,
};

/** How long a sign has lasted is a number of its own. */
const TIMED_SIGNS: Readonly<Record<string, string>> = {
  fever: 'fever_days',
  size_change: 'growing_weeks',
  growing_gt_1month: 'growing_weeks',
  enlarging_despite_treatment: 'growing_weeks',
  not_healed_2_months: 'non_healing_weeks',
  foot_ulcer: 'non_healing_weeks',
  painless_ulcer_undermined: 'non_healing_weeks',
  ulcer_raised_border_exposed_site: 'non_healing_weeks',
};

/** Largest value that is believed, in the number's unit. */
const MOST: Readonly<Record<string, number>> = { age_years: 120, bsa_percent: 100, fever_days: 90 };

const COUNT_REACH_WORDS = 2;
const TIMED_REACH_WORDS = 8;

/** Sizes and counts: "2 cm", "as big as a coin", "ten pus spots". */
export function measuresIn(amounts: Amounts): readonly Measurement[] {
  const lengths = matchesOf(amounts.matches, 'LENGTH').flatMap((match) => {
    const number = numberBeside(amounts, match);
    if (number === null) return [];
    return [
      { code: 'diameter_mm', value: number.meaning.value * MM[match.meaning.unit], ...around(number, match) },
    ];
  });
  const measures = matchesOf(amounts.matches, 'MEASURE').flatMap((match) => {
    const { code, value } = match.meaning;
    if (value !== null) return [{ code, value, ...around(match, match) }];
    const number = numberBeside(amounts, match, COUNT_REACH_WORDS);
    return number === null ? [] : [{ code, value: number.meaning.value, ...around(number, match) }];
  });
  return [...lengths, ...measures].filter(isBelievable);
}

/** How old the patient is; a bare number only as an answer to that question. */
export function agesIn(
  amounts: Amounts,
  spans: readonly TimeSpan[],
  prompt: PromptCode | null,
): readonly Measurement[] {
  const said = spans.filter(({ kind }) => kind === SpanKind.AGE);
  const isAsked = prompt === PromptCode.AGE || prompt === PromptCode.AGE_OF_BABY;
  if (said.length > 0 || !isAsked) return said.map(ageOf).filter(isBelievable);
  const answered = spans.filter(({ kind }) => kind === SpanKind.BARE).map(ageOf);
  const [number] = amounts.numbers;
  if (answered.length > 0 || number === undefined || prompt === PromptCode.AGE_OF_BABY)
    return answered.filter(isBelievable);
  return [{ code: 'age_years', value: Math.floor(number.meaning.value), ...around(number, number) }].filter(
    isBelievable,
  );
}

/** The number that a span of time beside a sign fills; null for signs that have none. */
export function timedNumberOf(signCode: string): string | null {
  return TIMED_SIGNS[signCode] ?? null;
}

/** Words of the lexicon that only say what a span of time beside them means. */
export function timedWordsIn({ matches }: Amounts): readonly Timed[] {
  return matchesOf(matches, 'TIMED').map((match) => ({ ...around(match, match), code: match.meaning.code }));
}

/**
 * What the spans of time say of the words beside them: of those in the same clause, else of those in the clause before
 * ("fever, for six days"). Years are believed only with "for" or "since": they may be somebody's age.
 */
export function timedNumbersIn(
  { tokens }: Amounts,
  spans: readonly TimeSpan[],
  timed: readonly Timed[],
): readonly Measurement[] {
  const lasting = spans.filter(
    ({ kind, unit }) => kind !== SpanKind.AGE && (unit !== 'year' || kind === SpanKind.SINCE),
  );
  const clauseOf = (span: TokenSpan): number => tokens[span.start]?.clause ?? -1;
  const partOf = (span: TokenSpan): number => tokens[span.start]?.part ?? -1;
  const withTimed = new Set(timed.map(clauseOf));
  const firstIn = new Map([...lasting].reverse().map((span) => [clauseOf(span), span] as const));
  return timed.flatMap((word) => {
    const [nearest] = [...nearTo(tokens, lasting, word, TIMED_REACH_WORDS)].sort(
      (a, b) => wordsBetween(tokens, a, word) - wordsBetween(tokens, b, word),
    );
    const next = clauseOf(word) + 1;
    const behind = withTimed.has(next) ? undefined : firstIn.get(next);
    const span = nearest ?? (behind !== undefined && partOf(behind) === partOf(word) ? behind : undefined);
    if (span === undefined) return [];
    const value = word.code.endsWith('_weeks') ? Math.floor(span.days / DAYS.week) : span.days;
    return [{ code: word.code, value, ...around(span, word) }].filter(isBelievable);
  });
}

/** Below a year an age is counted in days. */
function ageOf(span: TimeSpan): Measurement {
  const inYears = span.unit === 'year' ? span.days >= DAYS.year : span.days >= DAYS.year + DAYS.day;
  return inYears
    ? { code: 'age_years', value: Math.floor(span.days / DAYS.year), ...around(span, span) }
    : { code: 'age_days', value: Math.round(span.days), ...around(span, span) };
}

function isBelievable({ code, value }: Measurement): boolean {
  return Number.isFinite(value) && value >= 0 && value <= (MOST[code] ?? Infinity);
}

function around(a: TokenSpan, b: TokenSpan): TokenSpan {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
