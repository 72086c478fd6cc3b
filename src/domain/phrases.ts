import { tokenize, type Token, type TokenSpan } from './tokens';

export interface Phrase<T> {
  /** In the form that lexicon.ts describes. */
  readonly phrase: string;
  readonly meaning: T;
  /** No gap reaches over this phrase: "skin is not peeling off" is no "skin ~ peeling off". */
  readonly closesGaps?: boolean;
}

export interface PhraseMatch<T> extends TokenSpan {
  readonly meaning: T;
  /** The tokens that are the phrase's own, ascending; those in its gaps are not among them. */
  readonly places: readonly number[];
  /** What the last word has behind the phrase's `*`; empty where the phrase ends in a whole word. */
  readonly ending: string;
}

/** Phrases by how they begin, so that a text is read once, however many phrases a language has. */
export interface PhraseIndex<T> {
  readonly byWord: ReadonlyMap<string, readonly Pattern<T>[]>;
  readonly byPrefix: ReadonlyMap<string, readonly Pattern<T>[]>;
  /** Of the prefixes, ascending. */
  readonly prefixLengths: readonly number[];
  readonly proclitics: readonly string[];
  readonly hasClosers: boolean;
}

/** How a language writes. */
export interface Writing {
  /** Syllables that may be written on to the front of any word. */
  readonly proclitics: readonly string[];
  /** Letters that count as another one. */
  readonly letters: ReadonlyMap<string, string>;
}

interface Pattern<T> {
  readonly words: readonly PatternWord[];
  readonly meaning: T;
  readonly closesGaps: boolean;
}

interface PatternWord {
  readonly word: string;
  readonly marked: string;
  readonly isPrefix: boolean;
  readonly isAfterGap: boolean;
}

const GAP = '~';
const EITHER_ORDER = '+';
const MAX_GAP_WORDS = 5;
const MAX_COMMAS_PER_GAP = 1;
/** Words as short as "ne" and "né" are told apart by their marks; in longer ones people leave them out. */
const MAX_SHORT_LETTERS = 3;
/** Letters that must be left of a word when a proclitic is cut off. */
const MIN_STEM_LETTERS = 3;
const PLAIN_WRITING: Writing = { proclitics: [], letters: new Map() };

export function indexPhrases<T>(
  phrases: readonly Phrase<T>[],
  { proclitics, letters }: Writing = PLAIN_WRITING,
): PhraseIndex<T> {
  const patterns = phrases.flatMap(({ phrase, meaning, closesGaps = false }) =>
    expandPhrase(phrase).map((plain) => ({ words: compile(plain, letters), meaning, closesGaps })),
  );
  const byWord = new Map<string, Pattern<T>[]>();
  const byPrefix = new Map<string, Pattern<T>[]>();
  for (const pattern of patterns) {
    const [first] = pattern.words;
    if (first === undefined) continue;
    const index = first.isPrefix ? byPrefix : byWord;
    index.set(first.word, [...(index.get(first.word) ?? []), pattern]);
  }
  const lengths = new Set([...byPrefix.keys()].map((prefix) => prefix.length));
  return {
    byWord,
    byPrefix,
    prefixLengths: [...lengths].sort((a, b) => a - b),
    proclitics: proclitics.flatMap((proclitic) => tokenize(proclitic, letters).map(({ word }) => word)),
    hasClosers: patterns.some(({ closesGaps }) => closesGaps),
  };
}

/**
 * Every phrase that occurs as whole words, from left to right. A phrase all of whose words lie in a longer one that
 * occurs too is hidden by it, so that a word inside a longer phrase, or inside another word, never counts.
 */
export function findPhrases<T>(tokens: readonly Token[], index: PhraseIndex<T>): readonly PhraseMatch<T>[] {
  const text: Text<T> = { words: tokens.map((token) => spoken(token, index.proclitics)), index };
  const found: PhraseMatch<T>[] = [];
  for (let start = 0; start < text.words.length; start += 1) {
    for (const { words, meaning } of candidatesAt(text, start)) {
      const places = placesOf(text, start, words);
      if (places === null) continue;
      const last = places.at(-1) ?? start;
      found.push({ meaning, start, end: last + 1, places, ending: endingOf(text.words[last], words.at(-1)) });
    }
  }
  return withoutHidden(found);
}

/** The phrases that one with alternatives (`/`) or free order (`+`) stands for. */
export function expandPhrase(phrase: string): readonly string[] {
  const choices = phrase
    .trim()
    .split(/\s+/)
    .map((part) => part.split('/').filter((word) => word !== ''));
  const combined = choices.reduce<readonly (readonly string[])[]>(
    (heads, words) => heads.flatMap((head) => words.map((word) => [...head, word])),
    [[]],
  );
  return combined.flatMap((words) => {
    const at = words.indexOf(EITHER_ORDER);
    if (at < 0) return [words.join(' ')];
    const [before, after] = [words.slice(0, at), words.slice(at + 1)];
    return [
      [...before, GAP, ...after],
      [...after, GAP, ...before],
    ].map((parts) => parts.join(' '));
  });
}

function compile(phrase: string, letters: ReadonlyMap<string, string>): readonly PatternWord[] {
  const parts = phrase.split(' ');
  return parts.flatMap((part, position) => {
    const words = tokenize(part, letters);
    return words.map(({ word, marked }, index) => ({
      word,
      marked,
      isPrefix: part.endsWith('*') && index === words.length - 1,
      isAfterGap: index === 0 && parts[position - 1] === GAP,
    }));
  });
}

function withoutHidden<T>(found: readonly PhraseMatch<T>[]): readonly PhraseMatch<T>[] {
  const byPlace = new Map<number, PhraseMatch<T>[]>();
  for (const match of found)
    for (const place of match.places) byPlace.set(place, [...(byPlace.get(place) ?? []), match]);
  const isHidden = ({ places }: PhraseMatch<T>): boolean =>
    (byPlace.get(places[0] ?? -1) ?? []).some(
      (other) => other.places.length > places.length && places.every((place) => other.places.includes(place)),
    );
  return found.filter((match) => !isHidden(match));
}

/** A token as the phrases see it. */
interface SpokenWord extends Token {
  /** The word, and what is left of it without a proclitic. */
  readonly forms: readonly string[];
}

interface Text<T> {
  readonly words: readonly SpokenWord[];
  readonly index: PhraseIndex<T>;
}

function spoken(token: Token, proclitics: readonly string[]): SpokenWord {
  const stems = proclitics
    .filter((proclitic) => token.word.startsWith(proclitic))
    .map((proclitic) => token.word.slice(proclitic.length))
    .filter((stem) => stem.length >= MIN_STEM_LETTERS);
  return { ...token, forms: [token.word, ...stems] };
}

/** The patterns that begin like the word at `start`. */
function candidatesAt<T>({ words, index }: Text<T>, start: number): readonly Pattern<T>[] {
  const found: Pattern<T>[] = [];
  for (const form of words[start]?.forms ?? []) {
    found.push(...(index.byWord.get(form) ?? []));
    for (const length of index.prefixLengths) {
      if (length > form.length) break;
      found.push(...(index.byPrefix.get(form.slice(0, length)) ?? []));
    }
  }
  return found;
}

/** The indexes of the pattern's words from `at` on, each gap as short as it can be; null where they do not follow. */
function placesOf<T>(
  text: Text<T>,
  at: number,
  pattern: readonly PatternWord[],
  previous?: SpokenWord,
): readonly number[] | null {
  const [first, ...rest] = pattern;
  if (first === undefined) return [];
  const from = text.words[at];
  for (let place = at; ; place += 1) {
    const word = text.words[place];
    if (word === undefined || !isInReach(word, first, from, previous)) return null;
    if (isWord(word, first)) {
      const others = placesOf(text, place + 1, rest, word);
      if (others !== null) return [place, ...others];
    }
    if (!first.isAfterGap || closesGap(text, place)) return null;
  }
}

function isInReach(
  word: SpokenWord,
  { isAfterGap }: PatternWord,
  from: SpokenWord | undefined,
  previous: SpokenWord | undefined,
): boolean {
  if (previous === undefined) return true;
  if (!isAfterGap) return word.clause === previous.clause;
  const gapWords = word.wordsBefore - (from?.wordsBefore ?? 0);
  const commas = word.clause - previous.clause;
  return word.part === previous.part && commas <= MAX_COMMAS_PER_GAP && gapWords <= MAX_GAP_WORDS;
}

function closesGap<T>(text: Text<T>, at: number): boolean {
  if (!text.index.hasClosers) return false;
  return candidatesAt(text, at).some(
    ({ words, closesGaps }) =>
      closesGaps && words.every((word, offset) => isWord(text.words[at + offset], word)),
  );
}

function isWord(
  spokenWord: SpokenWord | undefined,
  { word, marked, isPrefix }: PatternWord,
): spokenWord is SpokenWord {
  if (spokenWord === undefined) return false;
  if (isPrefix) return spokenWord.forms.some((form) => form.startsWith(word));
  if (!spokenWord.forms.includes(word)) return false;
  const isMarked = spokenWord.marked !== spokenWord.word;
  return !isMarked || spokenWord.marked === marked || word.length > MAX_SHORT_LETTERS;
}

function endingOf(last: SpokenWord | undefined, pattern: PatternWord | undefined): string {
  if (last === undefined || pattern?.isPrefix !== true) return '';
  const form = last.forms.find((form) => form.startsWith(pattern.word)) ?? '';
  return form.slice(pattern.word.length);
}
