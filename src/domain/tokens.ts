/** One word; in scripts written without spaces, one character. */
export interface Token {
  readonly word: string;
  /** Grows at every punctuation mark: words of different clauses say nothing about each other. */
  readonly clause: number;
}

export interface Phrase<T> {
  /** One or more words; a word ending in `*` stands for every word that begins so. */
  readonly phrase: string;
  readonly meaning: T;
}

export interface PhraseMatch<T> {
  readonly meaning: T;
  /** Index of the first token, and of the one after the last. */
  readonly start: number;
  readonly end: number;
  /** The words as they were said, in lower case. */
  readonly words: string;
  readonly clause: number;
}

/** "d'éruption" is two words; "don't" is one. */
const PIECES =
  /(?<han>\p{Script=Han})|(?<elided>\p{L}{1,2}['’])|(?<word>[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*)|(?<stop>[.,;:!?¡¿…।॥。，、；：！？،؛؟\n]+)/gu;

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
    .map(({ phrase, meaning }) => ({ meaning, pattern: compile(phrase) }))
    .filter(({ pattern }) => pattern.length > 0)
    .sort((a, b) => b.pattern.length - a.pattern.length);
  const matches: PhraseMatch<T>[] = [];
  let start = 0;
  while (start < tokens.length) {
    const hit = longestFirst.find(({ pattern }) => matchesAt(tokens, start, pattern));
    if (hit === undefined) {
      start += 1;
      continue;
    }
    const end = start + hit.pattern.length;
    matches.push({
      meaning: hit.meaning,
      start,
      end,
      words: inOnePiece(tokens.slice(start, end)),
      clause: tokens[start]?.clause ?? 0,
    });
    start = end;
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
}

function compile(phrase: string): readonly PatternWord[] {
  return phrase.split(/\s+/).flatMap((part) => {
    const words = tokenize(part).map(({ word }) => word);
    return words.map((word, index) => ({
      word,
      isPrefix: part.endsWith('*') && index === words.length - 1,
    }));
  });
}

function matchesAt(tokens: readonly Token[], start: number, pattern: readonly PatternWord[]): boolean {
  const clause = tokens[start]?.clause;
  return pattern.every(({ word, isPrefix }, offset) => {
    const token = tokens[start + offset];
    if (token === undefined || token.clause !== clause) return false;
    return isPrefix ? token.word.startsWith(word) : token.word === word;
  });
}
