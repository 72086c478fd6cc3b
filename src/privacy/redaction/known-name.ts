import { isDiseaseName } from './clinical-context';
import { type Detector, type Span } from './personal-data';
import { couldBeName, isCommonEnglish, isEponym, isName, isOtherCapital } from './vocabulary';
import { type Word, wordsOf } from './words';

/** Shorter names in small letters are too often a word that was mistyped. */
const MIN_SMALL_LETTERS = 4;

/**
 * Names of the list. One that is a word of no language counts however it is written; one that is a word besides counts
 * where it is written large inside a sentence.
 */
export const findKnownNames: Detector = (text, { language }) => {
  const words = wordsOf(text);
  const isTitleCase =
    words.length > 3 && words.filter((word) => word.isCapitalised).length > words.length * 0.7;
  return words.flatMap((word, index): Span[] => {
    if (isDiseaseName(words, index) || isOtherCapital(word.text)) return [];
    const isTaken =
      partsOf(word).some(
        (part) => isName(part) && isWrittenAsName(word, language === 'en' || isBesideName(words, index)),
      ) ||
      (!isTitleCase && word.isCapitalised && !word.isUpperCase && !word.startsSentence && isLargeName(word));
    return isTaken ? [{ start: word.start, end: word.end }] : [];
  });
};

const partsOf = (word: Word): string[] =>
  [word.text, ...word.text.split('-').filter((part) => /^\p{Lu}/u.test(part))].map((part) =>
    part.replace(/['’]s$/u, ''),
  );

const isLargeName = (word: Word): boolean =>
  partsOf(word).some((part) => couldBeName(part)) && !(isCommonEnglish(word.text) && word.text.length < 4);

/** In English, whose words are known, a name in small letters is told from a word; elsewhere only a whole name is. */
const isWrittenAsName = (word: Word, isTellingWhenSmall: boolean): boolean =>
  word.isCapitalised ||
  /^\P{Script=Latin}/u.test(word.text) ||
  (isTellingWhenSmall && !isEponym(word.text) && word.text.length >= MIN_SMALL_LETTERS);

const isBesideName = (words: readonly Word[], index: number): boolean =>
  [words[index - 1], words[index + 1]].some(
    (near, side) =>
      near !== undefined && isName(near.text) && (side === 0 ? words[index]?.before : near.before) === ' ',
  );
