import { findPhrases, type PhraseMatch, tokenize, type Token } from './tokens';

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

/**
 * What a typed or transcribed text answers to a yes-or-no question; null where it answers neither.
 * Whole words only, the longest phrase first ("not sure" is not "sure"), and only where the phrase opens a short
 * clause: "on the right arm" agrees to nothing. Whoever says both yes and no, or that they do not know, is NOT_SURE.
 */
export function parseYesNo(text: string, words: YesNoWords): YesNo | null {
  const tokens = tokenize(text);
  const phrases = [
    ...words.yes.map((phrase) => ({ phrase, meaning: YesNo.YES })),
    ...words.no.map((phrase) => ({ phrase, meaning: YesNo.NO })),
    ...words.notSure.map((phrase) => ({ phrase, meaning: YesNo.NOT_SURE })),
  ];
  const matches = findPhrases(tokens, phrases).filter((match) => !isPartOfWord(match, tokens));
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
  const clause = tokens.filter((token) => token.clause === match.clause);
  const others = matches.filter((other) => other.clause === match.clause && other.start < match.start);
  const wordsBefore = tokens.slice(0, match.start).filter((token) => token.clause === match.clause).length;
  const opens = wordsBefore === others.reduce((sum, other) => sum + other.end - other.start, 0);
  return opens && clause.length - wordsBefore - (match.end - match.start) <= MAX_FURTHER_WORDS;
}

/** One Chinese character is a word only when it stands alone: 是 is "yes", 这是 and 是什么 are not. */
function isPartOfWord(match: PhraseMatch<YesNo>, tokens: readonly Token[]): boolean {
  if (!/^\p{Script=Han}$/u.test(match.words)) return false;
  return tokens.filter((token) => token.clause === match.clause).length > 1;
}
