import { addPhrase, emptyNode, type PhraseNode, type PhraseWord } from './phrase-tree';
import { tokenize, type Token } from './tokens';

export interface Phrase<T> {
  /** In the form that lexicon.ts describes. */
  readonly phrase: string;
  readonly meaning: T;
  /** No gap reaches over this phrase: "skin is not peeling off" is no "skin ~ peeling off". */
  readonly closesGaps?: boolean;
}

/** A language's phrases, ready to be looked for. */
export interface PhraseIndex<T> {
  readonly root: PhraseNode<T>;
  /** The phrases over which no gap reaches. */
  readonly closers: PhraseNode<true>;
  readonly proclitics: readonly string[];
  readonly hides: Hides<T>;
}

/** Whether a longer phrase hides a shorter one whose words are all its own. */
export type Hides<T> = (longer: T, shorter: T) => boolean;

/** How a language writes. */
export interface Writing {
  /** Syllables that may be written on to the front of any word. */
  readonly proclitics: readonly string[];
  /** Letters that count as another one. */
  readonly letters: ReadonlyMap<string, string>;
}

const GAP = '~';
const EITHER_ORDER = '+';
/** Words as short as "ne" and "né" are told apart by their marks; in longer ones people leave them out. */
const MAX_SHORT_LETTERS = 3;
const PLAIN_WRITING: Writing = { proclitics: [], letters: new Map() };

/** Makes phrases ready to be looked for. `hides`: which meanings a longer phrase takes away; by default all. */
export function indexPhrases<T>(
  phrases: readonly Phrase<T>[],
  { proclitics, letters }: Writing = PLAIN_WRITING,
  hides: Hides<T> = () => true,
): PhraseIndex<T> {
  const tokensOf = rememberingTokens(letters);
  const root = emptyNode<T>();
  const closers = emptyNode<true>();
  for (const { phrase, meaning, closesGaps = false } of phrases) {
    for (const parts of alternativesOf(phrase)) {
      const words = wordsIn(parts, tokensOf);
      if (words.length === 0) continue;
      addPhrase(root, words, meaning);
      if (closesGaps) addPhrase(closers, words, true);
    }
  }
  return {
    root,
    closers,
    hides,
    proclitics: proclitics.flatMap((proclitic) => tokenize(proclitic, letters).map(({ word }) => word)),
  };
}

/** The phrases that one with alternatives (`/`) or free order (`+`) stands for. */
export function expandPhrase(phrase: string): readonly string[] {
  return alternativesOf(phrase).map((parts) => parts.join(' '));
}

function alternativesOf(phrase: string): readonly (readonly string[])[] {
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
    if (at < 0) return [words];
    const [before, after] = [words.slice(0, at), words.slice(at + 1)];
    return [
      [...before, GAP, ...after],
      [...after, GAP, ...before],
    ];
  });
}

type TokensOf = (part: string) => readonly Token[];

/** The phrases of a language share most of their words: each is read once. */
function rememberingTokens(letters: ReadonlyMap<string, string>): TokensOf {
  const known = new Map<string, readonly Token[]>();
  return (part) => {
    const tokens = known.get(part) ?? tokenize(part, letters);
    known.set(part, tokens);
    return tokens;
  };
}

function wordsIn(phrase: readonly string[], tokensOf: TokensOf): readonly PhraseWord[] {
  const parts = phrase[0] === GAP ? phrase.slice(1) : phrase;
  return parts.flatMap((part, position) => {
    const tokens = tokensOf(part);
    return tokens.map(({ word, marked }, index) => ({
      keys: isShort(word) ? [...new Set([marked, word])] : [word],
      isPrefix: part.endsWith('*') && index === tokens.length - 1,
      isAfterGap: index === 0 && parts[position - 1] === GAP,
    }));
  });
}

/** Short words are told apart by their marks. */
export function isShort(word: string): boolean {
  return word.length <= MAX_SHORT_LETTERS;
}
