import { isDiseaseName } from './clinical-context';
import { HONORIFICS, KIN, TITLES } from './kin-and-titles';
import { type Detector, type Span } from './personal-data';
import { couldBeName, isClinical, isCommonEnglish, isName, isOtherCapital } from './vocabulary';
import { type Word, wordsOf } from './words';

const TITLE = new Set(TITLES.replace(/\w\?/gu, '').split('|').concat('sr', 'sra', 'haji', 'hajja'));
const HONORIFIC = new Set(HONORIFICS.split('|'));
const LAST_WORDS_OF_KIN = new Set(KIN.map((kin) => kin.split(' ').at(-1)));
const KIN_SETS = new Set(KIN);

/** Names after a title ("Mrs Njeri"), before an honorific ("Sharma ji") and after a word for kin ("my son Ravi"). */
export const findTitledNames: Detector = (text) => {
  const words = wordsOf(text);
  return words.flatMap((word, index): Span[] => {
    const previous = words[index - 1];
    const next = words[index + 1];
    if (isDiseaseName(words, index) || isClinical(word.text) || isOtherCapital(word.text)) return [];
    const isTitled = previous !== undefined && TITLE.has(previous.folded) && /^\.? $/u.test(word.before);
    const isHonoured = next !== undefined && HONORIFIC.has(next.folded) && next.before === ' ';
    const isKin = previous !== undefined && /^,? $/u.test(word.before) && isKinWord(words, index - 1);
    const isTaken =
      (isTitled && word.text.length > 1 && (word.isCapitalised || isRareName(word))) ||
      (isHonoured && couldBeName(word.text)) ||
      (isKin && (isRareName(word) || isCapitalName(word)));
    return isTaken ? [{ start: word.start, end: word.end }] : [];
  });
};

const isRareName = (word: Word): boolean =>
  isName(word.text) ||
  (couldBeName(word.text) && !isCommonEnglish(word.text) && /^\P{Script=Latin}/u.test(word.text));

const isCapitalName = (word: Word): boolean =>
  word.isCapitalised && !word.isUpperCase && (couldBeName(word.text) || !isCommonEnglish(word.text));

function isKinWord(words: readonly Word[], index: number): boolean {
  const word = words[index]?.text.toLowerCase() ?? '';
  if (KIN_SETS.has(word)) return true;
  return LAST_WORDS_OF_KIN.has(word) && KIN_SETS.has(`${words[index - 1]?.text.toLowerCase() ?? ''} ${word}`);
}
