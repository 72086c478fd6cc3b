import { type PromptCode } from '../prompt-codes';
import {
  type BodySite,
  type Duration,
  type Progression,
  type SpeakerRelation,
  type Texture,
} from '../vocabulary';
import { type CompiledLanguage, type Meaning } from './compile-language';
import { findPhrases } from './find-phrases';
import { listCommasOf } from './list-commas';
import {
  agesIn,
  type Measurement,
  measuresIn,
  timedNumberOf,
  timedNumbersIn,
  timedWordsIn,
} from './measurements';
import { storyOf } from './people';
import { isDenied, isQualified, type Judged, type ReadText, Standing, standingOf } from './standing';
import { amountsIn, DAYS, SpanKind, type TimeSpan, timeSpansIn } from './time-spans';
import { nearTo, overlaps, tokenize, type Token, type TokenSpan } from './tokens';

/** What is known of an utterance besides its words. */
export interface Hearing {
  /** What was asked: a bare "two weeks" or "4" means something only as an answer. */
  readonly prompt: PromptCode | null;
  /** Who is known to speak; null while nobody asked. */
  readonly speaker: SpeakerRelation | null;
  /** "Since Tuesday" is counted from here (UTC). */
  readonly today: Date;
}

/** They last hours or days: beside a span of years they were. */
const ACUTE_SIGNS: ReadonlySet<string> = new Set([
  'fever',
  'burn',
  'animal_bite_or_scratch',
  'snake_or_venom_bite',
  'recent_tick_or_bite',
  'faint_or_collapse',
  'convulsion',
  'unresponsive',
  'heavy_bleeding',
  'tongue_lip_throat_swelling',
  'hives_or_rash_sudden',
]);
const LONG_PAST_REACH_WORDS = 8;

/** One sign that a phrase of the text may give, and what becomes of it. */
export interface SignReading extends TokenSpan, Judged {
  readonly code: string;
}

/** A text, phrase by phrase: everything from which the findings are drawn, and by which they are explained. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly signs: readonly SignReading[];
  readonly bodySites: readonly BodySite[];
  readonly textures: readonly Texture[];
  readonly durations: readonly Duration[];
  readonly progressions: readonly Progression[];
  readonly spans: readonly (TimeSpan & { readonly isOthers: boolean })[];
  readonly measurements: readonly (Measurement & { readonly isOthers: boolean })[];
  /** A complaint that is not about the skin is named. */
  readonly isOutOfScope: boolean;
}

/** Reads a text of a language phrase by phrase. Total: whatever is not understood is left out. */
export function readText(text: string, language: CompiledLanguage, hearing: Hearing): Reading {
  const tokens = tokenize(text, language.letters);
  const matches = findPhrases(tokens, language.meanings);
  const story = storyOf(tokens, language, hearing.speaker);
  const read: ReadText = { tokens, matches, story, language, listCommas: listCommasOf(tokens, matches) };
  const judged = signsIn(read);
  const amounts = amountsIn(tokens, language);
  const withOwner = <T extends TokenSpan>(span: T): T & { readonly isOthers: boolean } => ({
    ...span,
    isOthers: story.otherAt({ ...span, places: [] }) !== null,
  });
  const { children } = story;
  const fevers = judged.filter(({ code }) => code === 'fever');
  const spans = timeSpansIn(amounts, language, { children, fevers, today: hearing.today });
  const signs = withLongPast(judged, tokens, spans);
  const denied = signs.filter(({ standing }) => standing !== Standing.PRESENT);
  const isSaid = (words: TokenSpan): boolean =>
    !isDenied(read, words) && !nearTo(tokens, denied, words, 0).some((sign) => overlaps(sign, words));
  const timed = [
    ...timedWordsIn(amounts).filter(isSaid),
    ...signs
      .filter(({ standing }) => standing === Standing.PRESENT)
      .flatMap(({ code, start, end }) => {
        const number = timedNumberOf(code);
        return number === null ? [] : [{ code: number, start, end }];
      }),
  ];
  return {
    tokens,
    signs,
    bodySites: said(read, 'SITE', ({ site }) => site),
    textures: said(read, 'TEXTURE', ({ texture }) => texture),
    durations: said(read, 'DURATION', ({ duration }) => duration),
    progressions: said(read, 'PROGRESSION', ({ progression }) => progression),
    spans: spans.map(withOwner),
    measurements: [
      ...agesIn(amounts, spans, hearing.prompt),
      ...measuresIn(amounts).filter(isSaid),
      ...timedNumbersIn(amounts, spans, timed),
    ].map(withOwner),
    isOutOfScope: matches.some(({ meaning }) => meaning.kind === 'OUT_OF_SCOPE'),
  };
}

/** Whether a text names a complaint that is not about the skin. Counts only where no skin finding was heard. */
export function namesOtherComplaint(text: string, language: CompiledLanguage): boolean {
  const matches = findPhrases(tokenize(text, language.letters), language.meanings);
  return matches.some(({ meaning }) => meaning.kind === 'OUT_OF_SCOPE');
}

/** Each sign once for the same words, though several phrases of the lexicon give it. */
function signsIn(read: ReadText): readonly SignReading[] {
  const signs = new Map<string, SignReading>();
  for (const [index, { meaning, start, end }] of read.matches.entries()) {
    if (meaning.kind !== 'SIGN') continue;
    for (const code of meaning.codes)
      signs.set(`${code} ${start} ${end}`, { code, start, end, ...standingOf(read, index, code) });
  }
  return [...signs.values()];
}

/** A bite or a burn of years ago is history. */
function withLongPast(
  signs: readonly SignReading[],
  tokens: readonly Token[],
  spans: readonly TimeSpan[],
): readonly SignReading[] {
  const years = spans.filter(({ kind, days }) => kind === SpanKind.SINCE && days >= DAYS.year);
  if (years.length === 0) return signs;
  return signs.map((sign) => {
    const [by] = ACUTE_SIGNS.has(sign.code) ? nearTo(tokens, years, sign, LONG_PAST_REACH_WORDS) : [];
    return by === undefined || sign.standing !== Standing.PRESENT
      ? sign
      : { ...sign, standing: Standing.PAST, by };
  });
}

/** What is said of the place or the course of the patient's complaint, and not denied, each once. */
function said<K extends 'SITE' | 'TEXTURE' | 'DURATION' | 'PROGRESSION', V>(
  read: ReadText,
  kind: K,
  valueOf: (meaning: Extract<Meaning, { kind: K }>) => V,
): readonly V[] {
  const values = read.matches.flatMap((match, index) => {
    const { meaning } = match;
    if (!isKind(meaning, kind) || isQualified(read, index) || read.story.otherAt(match) !== null) return [];
    return [valueOf(meaning)];
  });
  return [...new Set(values)];
}

function isKind<K extends Meaning['kind']>(
  meaning: Meaning,
  kind: K,
): meaning is Extract<Meaning, { kind: K }> {
  return meaning.kind === kind;
}
