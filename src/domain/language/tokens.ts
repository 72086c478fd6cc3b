/** One word; in scripts written without spaces, one character; a number, a percent sign. */
export interface Token {
  /** In lower case, without diacritics, so that "erupcion" is "erupción". */
  readonly word: string;
  /** The word with its Latin diacritics: "né" is not "ne". */
  readonly marked: string;
  /** Of digits of any script; null for words. */
  readonly value: number | null;
  /** Grows at every punctuation mark: words of different clauses say nothing about each other. */
  readonly clause: number;
  /** Grows at every mark but the comma. */
  readonly part: number;
  /** Grows at every full stop, question mark and new line. */
  readonly sentence: number;
  /** Words of the text that stand before it; a Chinese character counts as half a word. */
  readonly wordsBefore: number;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

/** Tokens from `start` up to, but without, `end`. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

const CLITICS = `(?:s|m|ve|re|ll|d)(?![\\p{L}\\p{M}])`;
const LETTER = String.raw`[[\p{L}\p{M}\u200b-\u200d]--\p{Script=Han}]`;
const APOSTROPHE = String.raw`['’´ʼ\x60]`;

/** "d'éruption" is two words; "don't" is one; "it's" is "it"; "6mm" is "6" and "mm". */
const PIECES = new RegExp(
  [
    String.raw`(?<single>[\p{Script=Han}%٪％、])`,
    String.raw`(?<elided>(?<![\p{L}\p{M}])(?:[dlnjmtscç]|qu|jusqu|lorsqu|puisqu)${APOSTROPHE}(?=\p{L}))`,
    String.raw`(?<number>\p{Nd}+(?:[.,٫]\p{Nd}+)?)`,
    String.raw`(?<clitic>${APOSTROPHE}${CLITICS})`,
    String.raw`(?<word>${LETTER}+(?:${APOSTROPHE}(?!${CLITICS})${LETTER}+)*)`,
    String.raw`(?<full>[.!?¡¿…।॥\|。！？؟\n]+)`,
    String.raw`(?<stop>[;:；：؛\(\)（）–—]+)`,
    String.raw`(?<comma>[,，،]+)`,
  ].join('|'),
  'giv',
);

/** Needs no folding. */
const PLAIN = /^(?:[a-z']*|\p{Script=Han})$/u;
const HAN = /^\p{Script=Han}$/u;
const HAN_WORDS = 0.5;
/** Wider than any reach in words, so that only neighbours are looked at. */
const NEIGHBOURHOOD_TOKENS = 24;
const NO_LETTERS: ReadonlyMap<string, string> = new Map();

/** Code points of the digit zero: the others follow it. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xbe6, 0xff10];
const THOUSANDS = /^\d+,\d{3}$/;

/** @param letters those that count as another one, e.g. a traditional Chinese character as its simplified form. */
export function tokenize(text: string, letters: ReadonlyMap<string, string> = NO_LETTERS): readonly Token[] {
  const tokens: Token[] = [];
  const marks = { clause: 0, part: 0, sentence: 0 };
  let wordsBefore = 0;
  for (const { 0: said, index, groups = {} } of text.matchAll(PIECES)) {
    const isStop = groups['full'] !== undefined || groups['stop'] !== undefined;
    if (groups['full'] !== undefined) marks.sentence += 1;
    if (isStop) marks.part += 1;
    if (isStop || groups['comma'] !== undefined) marks.clause += 1;
    else if (groups['clitic'] === undefined) {
      const value = groups['number'] === undefined ? null : numberOf(said);
      const marked = value === null ? lowerCase(exchange(said, letters)) : String(value);
      const word = withoutMarks(marked);
      tokens.push({ word, marked, value, ...marks, wordsBefore, from: index, to: index + said.length });
      wordsBefore += widthOf(word);
    }
  }
  return tokens;
}

/** Whether two spans share a token. */
export function overlaps(a: TokenSpan, b: TokenSpan): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Words between two spans of a text; 0 where they touch or overlap. */
export function wordsBetween(tokens: readonly Token[], a: TokenSpan, b: TokenSpan): number {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  const last = tokens[first.end - 1];
  const next = tokens[second.start];
  if (last === undefined || next === undefined) return Infinity;
  return Math.max(0, next.wordsBefore - last.wordsBefore - widthOf(last.word));
}

/** Those of the spans, which are sorted by their start, that lie in the same clause with so many words in between. */
export function nearTo<T extends TokenSpan>(
  tokens: readonly Token[],
  spans: readonly T[],
  to: TokenSpan,
  reachWords: number,
): readonly T[] {
  const found: T[] = [];
  for (let index = firstFrom(spans, to.start - NEIGHBOURHOOD_TOKENS); index < spans.length; index += 1) {
    const span = spans[index];
    if (span === undefined || span.start > to.end + NEIGHBOURHOOD_TOKENS) break;
    const isSameClause = tokens[span.start]?.clause === tokens[to.start]?.clause;
    if (isSameClause && wordsBetween(tokens, span, to) <= reachWords) found.push(span);
  }
  return found;
}

/** Index of the first span that begins at `start` or later. */
function firstFrom(spans: readonly TokenSpan[], start: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The tokens of a span as they were said, in lower case. */
export function wordsOf(text: string, tokens: readonly Token[], { start, end }: TokenSpan): string {
  return text.slice(tokens[start]?.from, tokens[end - 1]?.to).toLowerCase();
}

function widthOf(word: string): number {
  return HAN.test(word) ? HAN_WORDS : 1;
}

function exchange(said: string, letters: ReadonlyMap<string, string>): string {
  if (letters.size === 0) return said;
  return [...said].map((letter) => letters.get(letter) ?? letter).join('');
}

/** Letters of one sound that people type for each other count as one, and invisible joiners as none. */
function lowerCase(said: string): string {
  const lower = said.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower
    .replace(/[’´ʼ`]/g, "'")
    .normalize('NFKD')
    .replace(/[\u064b-\u065f\u0670\u093c\u0981\u09bc]/g, '')
    .replace(/[\u0640\u200b-\u200d]/g, '')
    .replace(/\u0901/g, '\u0902')
    .normalize('NFKC')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ک/g, 'ك')
    .replace(/٪/g, '%')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae');
}

function withoutMarks(marked: string): string {
  if (PLAIN.test(marked)) return marked;
  return marked
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

/** "1,5" and "1.5" are one and a half, "1,500" is fifteen hundred. */
function numberOf(said: string): number {
  const digits = [...said].map(latinDigit).join('').replace('٫', '.');
  return Number(THOUSANDS.test(digits) ? digits.replace(',', '') : digits.replace(',', '.'));
}

function latinDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? character : String(code - zero);
}
