import { findPhrases, type PhraseMatch } from './find-phrases';
import { type PhraseIndex } from './phrases';
import { tokenize, type Token, type TokenSpan } from './tokens';

/** An answer to a yes-or-no question. Only an explicit YES is a yes. */
export const YesNo = { YES: 'YES', NO: 'NO', NOT_SURE: 'NOT_SURE' } as const;
export type YesNo = (typeof YesNo)[keyof typeof YesNo];

/** A language's ways of saying each, from its reviewed word list. Phrases may have several words. */
export interface YesNoWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly notSure: readonly string[];
}

/** "No, thank you, doctor" is an answer; a sentence that merely begins with "no" is not. */
const MAX_FURTHER_WORDS = 3;
const HAN = /^\p{Script=Han}$/u;

/**
 * What a typed or transcribed text answers to a yes-or-no question; null where it answers neither.
 * Whole words only, the longest phrase first ("not sure" is not "sure"), and only where the phrase opens a short
 * clause: "on the right arm" agrees to nothing. Whoever says both yes and no, or that they do not know, is NOT_SURE.
 */
export function parseYesNo(
  text: string,
  { yesNo, letters }: { readonly yesNo: PhraseIndex<YesNo>; readonly letters: ReadonlyMap<string, string> },
): YesNo | null {
  const tokens = tokenize(text, letters);
  const matches = findPhrases(tokens, yesNo).filter((match) => !isPartOfWord(match, tokens));
  const said = new Set(
    matches
      .filter((match) => match.meaning === YesNo.NOT_SURE || isAnswer(match, matches, tokens))
      .map((match) => match.meaning),
  );
  const alsoNo = said.has(YesNo.YES) && matches.some((match) => match.meaning === YesNo.NO);
  if (said.size > 1 || alsoNo) return YesNo.NOT_SURE;
  return [...said][0] ?? null;
}

function isAnswer(
  match: PhraseMatch<YesNo>,
  matches: readonly PhraseMatch<YesNo>[],
  tokens: readonly Token[],
): boolean {
  const { first, end } = clauseAround(tokens, match);
  const saidBefore = new Set(
    matches
      .filter((other) => other.start >= first && other.start < match.start)
      .flatMap(({ places }) => places),
  );
  const opens = tokens.slice(first, match.start).every((_token, offset) => saidBefore.has(first + offset));
  return opens && end - match.end <= MAX_FURTHER_WORDS;
}

/** One Chinese character is a word only when it stands alone: 是 is "yes", 这是 and 是什么 are not. */
function isPartOfWord(match: PhraseMatch<YesNo>, tokens: readonly Token[]): boolean {
  if (match.end > match.start + 1 || !HAN.test(tokens[match.start]?.word ?? '')) return false;
  const { first, end } = clauseAround(tokens, match);
  return end - first > 1;
}

/** Places of the first token of the clause around a phrase, and of the one behind its last. */
function clauseAround(tokens: readonly Token[], { start }: TokenSpan): { first: number; end: number } {
  const clause = tokens[start]?.clause;
  let first = start;
  while (first > 0 && tokens[first - 1]?.clause === clause) first -= 1;
  let end = start + 1;
  while (tokens[end] !== undefined && tokens[end]?.clause === clause) end += 1;
  return { first, end };
}
