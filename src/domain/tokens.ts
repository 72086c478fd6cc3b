/** One word; in scripts written without spaces, one character. */
export interface Token {
  readonly word: string;
  /** Grows at every punctuation mark: words of different clauses say nothing about each other. */
  readonly clause: number;
}

export interface Phrase<T> {
  /**
   * One or more words; a word ending in `*` stands for every word that begins so, and a lone `~` for up to five words
   * in between ("skin ~ peeling off"), which stay free for other phrases.
   */
  readonly phrase: string;
  readonly meaning: T;
  /** No `~` reaches over this phrase: "skin is not peeling off" is no "skin ~ peeling off". */
  readonly closesGaps?: boolean;
}

export interface PhraseMatch<T> {
  readonly meaning: T;
  /** Index of the first token, and of the one after the last. */
  readonly start: number;
  readonly end: number;
  /** The words as they were said, in lower case, with those in its gaps. */
  readonly words: string;
  readonly clause: number;
}

/** "d'éruption" is two words; "don't" is one. */
const PIECES =
  /(?<han>\p{Script=Han})|(?<elided>\p{L}{1,2}['’])|(?<word>[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*)|(?<stop>[.,;:!?¡¿…।॥。，、；：！？،؛؟\n]+)/gu;

const GAP = '~';
const MAX_GAP_WORDS = 5;

/** Lower case, without diacritics of Latin letters and Arabic vowel signs, so that "erupcion" is "erupción". */
function normalise(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[’]/g, "'")
    .normalize('NFKC')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ى/g, 'ي');
}

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let clause = 0;
  for (const match of normalise(text).matchAll(PIECES)) {
    if (match.groups?.['stop'] === undefined) tokens.push({ word: match[0], clause });
    else clause += 1;
  }
  return tokens;
}

/**
 * Every phrase that occurs as whole words within one clause, from left to right; at each place the longest phrase
 * wins and its words are used up, so that a word inside a longer phrase, or inside another word, never counts.
 */
export function findPhrases<T>(
  tokens: readonly Token[],
  phrases: readonly Phrase<T>[],
): readonly PhraseMatch<T>[] {
  const longestFirst = phrases
    .map(({ phrase, meaning, closesGaps }) => ({ meaning, closesGaps, pattern: compile(phrase) }))
    .filter(({ pattern }) => pattern.length > 0)
    .sort((a, b) => b.pattern.length - a.pattern.length);
  const closers = longestFirst.filter(({ closesGaps }) => closesGaps === true);
  const text: Text = {
    tokens,
    isUsed: new Set(),
    closesGap: (at) => closers.some(({ pattern }) => isAt(tokens, at, pattern)),
  };
  const matches: PhraseMatch<T>[] = [];
  for (const [start, { clause }] of tokens.entries()) {
    for (const { pattern, meaning } of longestFirst) {
      const places = placesOf(text, start, pattern);
      if (places === null) continue;
      for (const place of places) text.isUsed.add(place);
      const end = (places.at(-1) ?? start) + 1;
      matches.push({ meaning, start, end, words: inOnePiece(tokens.slice(start, end)), clause });
      break;
    }
  }
  return matches;
}

function inOnePiece(tokens: readonly Token[]): string {
  const spaced = tokens.map((token) => token.word).join(' ');
  return spaced.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

interface PatternWord {
  readonly word: string;
  readonly isPrefix: boolean;
  readonly isAfterGap: boolean;
}

function compile(phrase: string): readonly PatternWord[] {
  const parts = phrase.split(/\s+/);
  return parts.flatMap((part, position) => {
    const words = tokenize(part).map(({ word }) => word);
    return words.map((word, index) => ({
      word,
      isPrefix: part.endsWith('*') && index === words.length - 1,
      isAfterGap: index === 0 && parts[position - 1] === GAP,
    }));
  });
}

interface Text {
  readonly tokens: readonly Token[];
  /** Indexes of the words that an earlier phrase has used up. */
  readonly isUsed: Set<number>;
  readonly closesGap: (index: number) => boolean;
}

/**
 * The indexes of the pattern's words from `at` on, within `clause`, each gap as short as it can be; null where they do
 * not follow.
 */
function placesOf(
  text: Text,
  at: number,
  pattern: readonly PatternWord[],
  clause = text.tokens[at]?.clause,
): readonly number[] | null {
  const [first, ...rest] = pattern;
  if (first === undefined) return [];
  const last = at + (first.isAfterGap ? MAX_GAP_WORDS : 0);
  for (let place = at; place <= last; place += 1) {
    const token = text.tokens[place];
    if (token === undefined || token.clause !== clause) return null;
    if (isWord(token, first) && !text.isUsed.has(place)) {
      const others = placesOf(text, place + 1, rest, clause);
      if (others !== null) return [place, ...others];
    }
    if (first.isAfterGap && text.closesGap(place)) return null;
  }
  return null;
}

function isAt(tokens: readonly Token[], start: number, pattern: readonly PatternWord[]): boolean {
  return pattern.every((word, offset) => isWord(tokens[start + offset], word));
}

function isWord(token: Token | undefined, { word, isPrefix }: PatternWord): boolean {
  if (token === undefined) return false;
  return isPrefix ? token.word.startsWith(word) : token.word === word;
}
