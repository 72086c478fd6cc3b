import { findPhrases, tokenize } from './tokens';

/** An answer to a yes-or-no question. Only an explicit YES is a yes. */
export const YesNo = { YES: 'YES', NO: 'NO', NOT_SURE: 'NOT_SURE' } as const;
export type YesNo = (typeof YesNo)[keyof typeof YesNo];

/** A language's ways of saying each, from its reviewed word list. Phrases may have several words. */
export interface YesNoWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly notSure: readonly string[];
}

/**
 * What a typed or transcribed text answers to a yes-or-no question; null where it answers neither.
 * Whole words only, the longest phrase first ("not sure" is not "sure"). Whoever says both yes and no, or that they
 * do not know, is NOT_SURE.
 */
export function parseYesNo(text: string, words: YesNoWords): YesNo | null {
  const phrases = [
    ...words.yes.map((phrase) => ({ phrase, meaning: YesNo.YES })),
    ...words.no.map((phrase) => ({ phrase, meaning: YesNo.NO })),
    ...words.notSure.map((phrase) => ({ phrase, meaning: YesNo.NOT_SURE })),
  ];
  const said = new Set(findPhrases(tokenize(text), phrases).map((match) => match.meaning));
  if (said.size === 0) return null;
  if (said.size > 1) return YesNo.NOT_SURE;
  return [...said][0] ?? null;
}

/** Consent is an explicit yes; everything else, "not sure" and silence too, is none. */
export function isExplicitYes(text: string, words: YesNoWords): boolean {
  return parseYesNo(text, words) === YesNo.YES;
}
