import { isDiseaseName } from './clinical-context';
import { type Detector, type Span } from './personal-data';
import { isClinical, isCommonEnglish, isEponym, isOrdinaryRomance, isOtherCapital } from './vocabulary';
import { type Word, wordsOf } from './words';

/** Where more of the words than this begin with a capital, capitals say nothing; in English the dictionary still does. */
const MAX_SHARE_OF_CAPITALS = 0.6;
const MIN_LETTERS = 3;

/**
 * Words in Latin letters that are written large for no reason but that they name somebody or some place: inside a
 * sentence in any language; in English, whose words are known, at its beginning too.
 */
export const findCapitalisedNames: Detector = (text, { language }) => {
  const words = wordsOf(text);
  const capitals = words.filter((word) => word.isCapitalised).length;
  const isEnglish = language === 'en' && soundsEnglish(words);
  if (!isEnglish && words.length > 3 && capitals > words.length * MAX_SHARE_OF_CAPITALS) return [];
  return words.flatMap((word, index): Span[] => {
    const isTelling = isEnglish || !(word.startsSentence || isOrdinaryRomance(word.text));
    const isTaken = isTelling && isUnknownCapital(word) && !isDiseaseName(words, index);
    return isTaken ? [{ start: word.start, end: word.end }] : [];
  });
};

/** A conversation may be said to be in English until its language is known: then words that are not English tell nothing. */
function soundsEnglish(words: readonly Word[]): boolean {
  const small = words.filter((word) => !word.isCapitalised && word.text.length > 1);
  return small.filter((word) => isCommonEnglish(word.text)).length >= small.length / 2;
}

const isUnknownCapital = (word: Word): boolean =>
  word.isCapitalised &&
  !word.isUpperCase &&
  word.text.length >= MIN_LETTERS &&
  /^\p{Script=Latin}/u.test(word.text) &&
  !isCommonEnglish(word.text) &&
  !isOtherCapital(word.text) &&
  !isClinical(word.text) &&
  !isEponym(word.text);
