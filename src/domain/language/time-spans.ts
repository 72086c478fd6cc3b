import { type AmountMatch, type AmountMeaning, type CompiledLanguage } from './compile-language';
import { findPhrases, type PhraseMatch } from './find-phrases';
import { type TimeUnit, WEEKDAYS } from './lexicon';
import { nearTo, overlaps, type Token, type TokenSpan, wordsBetween } from './tokens';

/** What a span of time in a text is about. */
export const SpanKind = {
  AGE: 'AGE',
  /** With "for", "since" or "ago" beside it. */
  SINCE: 'SINCE',
  /** "yesterday", "last week": since then only if something is said to have begun. */
  AGO: 'AGO',
  /** "two weeks". */
  BARE: 'BARE',
} as const;
export type SpanKind = (typeof SpanKind)[keyof typeof SpanKind];

export interface TimeSpan extends TokenSpan {
  readonly kind: SpanKind;
  readonly days: number;
  readonly unit: TimeUnit;
}

type MatchOf<K extends AmountMeaning['kind']> = PhraseMatch<Extract<AmountMeaning, { kind: K }>>;
type NumberMatch = Pick<MatchOf<'NUMBER'>, 'meaning' | 'start' | 'end'>;

/** The amounts that a text names, each kind in the order of the text. */
export interface Amounts {
  readonly tokens: readonly Token[];
  readonly matches: readonly AmountMatch[];
  /** Number words and digits. */
  readonly numbers: readonly NumberMatch[];
}

export const DAYS: Readonly<Record<TimeUnit, number>> = { day: 1, week: 7, month: 30, year: 365 };
const MS_PER_DAY = 24 * 60 * 60 * 1000;
const WEEK_DAYS = 7;
const YEAR_MONTHS = 12;
const HALF_MONTH_DAYS = 15;
const CUE_REACH_WORDS = 2;
const DATE_CUE_REACH_WORDS = 1;
/** "mon bébé de dix jours", "my two month baby". */
const CHILD_REACH_WORDS = 1;
const FIRST_YEAR = 1900;
const TENS = 10;

/** Numbers, units, weekdays, months and measures of a text, before anybody knows what they count. */
export function amountsIn(tokens: readonly Token[], language: CompiledLanguage): Amounts {
  const matches = findPhrases(tokens, language.amounts);
  const digits = tokens.flatMap(({ value }, start): NumberMatch[] =>
    value === null ? [] : [{ meaning: { kind: 'NUMBER', value }, start, end: start + 1 }],
  );
  const numbers = [...matchesOf(matches, 'NUMBER'), ...digits].sort((a, b) => a.start - b.start);
  const andAt = new Set(matchesOf(matches, 'AND').map(({ start }) => start));
  return { tokens, matches, numbers: withCompounds(numbers, andAt) };
}

/** What stands around the spans of time in a text. */
interface TimeContext {
  /** A span beside a child is their age. */
  readonly children: readonly TokenSpan[];
  /** "He has three days of fever" tells no age. */
  readonly fevers: readonly TokenSpan[];
  readonly today: Date;
}

/**
 * Every span of time that a text names: "for two weeks", "wiki mbili", "2 周前", "since Tuesday", "yesterday".
 */
export function timeSpansIn(
  amounts: Amounts,
  language: CompiledLanguage,
  { children, fevers, today }: TimeContext,
): readonly TimeSpan[] {
  const { tokens, matches, numbers } = amounts;
  const cues = matchesOf(matches, 'CUE');
  const ageCues = findPhrases(tokens, language.ageCues);
  const uncued = countedSpans(amounts);
  const isNearest = (cue: TokenSpan, span: TokenSpan): boolean => {
    const words = wordsBetween(tokens, cue, span);
    const others = nearTo(tokens, uncued, cue, words).filter((other) => !overlaps(other, span));
    return others.every((other) => wordsBetween(tokens, other, cue) >= words);
  };
  const hasCue = (span: TokenSpan, reachWords: number): boolean =>
    nearTo(tokens, cues, span, reachWords).some((cue) => isNearest(cue, span));
  const isOfSign = (span: TokenSpan): boolean =>
    nearTo(tokens, fevers, span, 1).some(({ start }) => start === span.end + 1);
  const isAge = (span: TokenSpan): boolean =>
    nearTo(tokens, ageCues, span, 0).some(({ end }) => end > span.end || !isOfSign(span));
  const isBesideChild = (span: TokenSpan): boolean =>
    nearTo(tokens, children, span, CHILD_REACH_WORDS).some(
      ({ start, end }) => end <= span.start || start === span.end,
    ) || children.some((child) => isChildsClause(tokens, child, span));
  const kindOf = (span: TokenSpan, otherwise: SpanKind): SpanKind => {
    if (isAge(span)) return SpanKind.AGE;
    if (hasCue(span, CUE_REACH_WORDS)) return SpanKind.SINCE;
    return isBesideChild(span) ? SpanKind.AGE : otherwise;
  };
  const counted = uncued.map((span) => ({ ...span, kind: kindOf(span, SpanKind.BARE) }));
  const isCounted = new Set(counted.flatMap(({ start, end }) => [start, end - 1]));
  const lone = numbers.filter(({ start }) => !isCounted.has(start));
  const isArticle = ({ start, meaning }: NumberMatch): boolean =>
    meaning.value === 1 && tokens[start]?.value === null;
  const ages = lone
    .filter((number) => isAge(number) && !isArticle(number))
    .map((number) => spanOf(number, number.meaning.value * DAYS.year, 'year', SpanKind.AGE));
  const dates = [...datesIn(matches, today), ...yearsIn(lone, today)].filter(
    (span) => hasCue(span, DATE_CUE_REACH_WORDS) && !isAge(span),
  );
  const ago = matchesOf(matches, 'AGO').map((match) =>
    spanOf(match, match.meaning.days, 'day', hasCue(match, CUE_REACH_WORDS) ? SpanKind.SINCE : SpanKind.AGO),
  );
  return [...counted, ...ages, ...dates, ...ago].sort((a, b) => a.start - b.start);
}

/** The number that stands before the words, else behind them (as in Swahili), with so many words in between. */
export function numberBeside(
  { numbers, tokens }: Amounts,
  words: TokenSpan,
  reachWords = 0,
): NumberMatch | null {
  const inReach = nearTo(tokens, numbers, words, reachWords);
  const before = inReach.filter(({ start }) => start < words.start).at(-1);
  return before ?? inReach.find(({ start }) => start >= words.end) ?? null;
}

/** The matches of one kind. */
export function matchesOf<K extends AmountMeaning['kind']>(
  matches: readonly AmountMatch[],
  kind: K,
): readonly MatchOf<K>[] {
  return matches.filter((match): match is AmountMatch & MatchOf<K> => match.meaning.kind === kind);
}

/** "Newborn, 9 days, does not feed": nothing but the span stands behind the comma. */
function isChildsClause(tokens: readonly Token[], child: TokenSpan, span: TokenSpan): boolean {
  const [first, next] = [tokens[span.start], tokens[span.end]];
  const isWhole = next === undefined || next.clause !== first?.clause;
  return isWhole && child.end === span.start && tokens[child.start]?.part === first?.part;
}

function countedSpans(amounts: Amounts): readonly Omit<TimeSpan, 'kind'>[] {
  return matchesOf(amounts.matches, 'UNIT').flatMap((match) => {
    const number = numberBeside(amounts, match);
    if (number === null) return [];
    const { unit } = match.meaning;
    const [start, end] = [Math.min(number.start, match.start), Math.max(number.end, match.end)];
    return [{ start, end, unit, days: number.meaning.value * DAYS[unit] }];
  });
}

/** The last such day, and the middle of the last such month. */
function datesIn(matches: readonly AmountMatch[], today: Date): readonly TimeSpan[] {
  const weekdays = matchesOf(matches, 'WEEKDAY').map((match) => {
    const days = today.getUTCDay() - WEEKDAYS.indexOf(match.meaning.weekday);
    return spanOf(match, days > 0 ? days : days + WEEK_DAYS, 'day');
  });
  const months = matchesOf(matches, 'MONTH').map((match) => {
    const ago = (today.getUTCMonth() + 1 - match.meaning.month + YEAR_MONTHS) % YEAR_MONTHS;
    return spanOf(match, Math.max(ago * DAYS.month, HALF_MONTH_DAYS), 'month');
  });
  return [...weekdays, ...months];
}

/** "since 2019". */
function yearsIn(numbers: readonly NumberMatch[], today: Date): readonly TimeSpan[] {
  return numbers
    .filter(({ meaning: { value } }) => Number.isInteger(value) && value >= FIRST_YEAR)
    .filter(({ meaning: { value } }) => value <= today.getUTCFullYear())
    .map((number) => {
      const days = (today.getTime() - Date.UTC(number.meaning.value, 6, 1)) / MS_PER_DAY;
      return spanOf(number, Math.max(Math.round(days), DAYS.month), 'year');
    });
}

/** "twenty" and "five" side by side are 25, and so are "veinte y cinco". */
function withCompounds(numbers: readonly NumberMatch[], andAt: ReadonlySet<number>): readonly NumberMatch[] {
  const joined: NumberMatch[] = [];
  for (const number of numbers) {
    const last = joined.at(-1);
    const [tens, ones] = [last?.meaning.value ?? 0, number.meaning.value];
    const isCompound = tens >= 2 * TENS && tens < TENS * TENS && tens % TENS === 0 && ones < TENS;
    const gap = last === undefined ? Infinity : number.start - last.end;
    const isBeside = gap === 0 || (gap === 1 && andAt.has(number.start - 1));
    if (last !== undefined && isBeside && isCompound) {
      joined.pop();
      joined.push({ meaning: { kind: 'NUMBER', value: tens + ones }, start: last.start, end: number.end });
    } else joined.push(number);
  }
  return joined;
}

function spanOf(
  { start, end }: TokenSpan,
  days: number,
  unit: TimeUnit,
  kind: SpanKind = SpanKind.SINCE,
): TimeSpan {
  return { start, end, days, unit, kind };
}
