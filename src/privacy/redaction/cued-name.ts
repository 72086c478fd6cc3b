import { isDiseaseName } from './clinical-context';
import { POSSIBLE_CUES, SURE_CUES } from './name-cues';
import { NAME_ENDS_OF } from './name-ends';
import { type Circumstances, type Detector, type Span } from './personal-data';
import { couldBeName, isClinical, isCommonEnglish, isName, isOtherCapital } from './vocabulary';
import { type Word, wordsOf } from './words';

const SURE = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${Object.values(SURE_CUES).flat().join('|')})(?![\\p{L}\\p{M}])[\\s:：?,'"“]{0,8}`,
  'giu',
);
const POSSIBLE = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${POSSIBLE_CUES.join('|')})[\\s,:]{1,2}(?=[\\p{L}])`,
  'giu',
);

const MAX_WORDS = 3;

/** Names after "my name is" and its like, whatever they look like; after "I am" and its like if they look like names. */
export const findCuedNames: Detector = (text, circumstances) => {
  const words = wordsOf(text);
  const sure = [...text.matchAll(SURE)].map((cue) => nameFrom(words, endOf(cue), circumstances));
  const possible = [...text.matchAll(POSSIBLE)].map((cue) => likelyNameFrom(words, endOf(cue)));
  return [...sure, ...possible].filter((span) => span !== null);
};

const endOf = (match: RegExpExecArray): number => match.index + match[0].length;

function nameFrom(words: readonly Word[], start: number, { language }: Circumstances): Span | null {
  const first = words.findIndex((word) => word.start >= start);
  const name = words.slice(first, first + MAX_WORDS);
  if (first === -1 || name[0]?.start !== start) return null;
  const ends = (word: Word): boolean =>
    [language, 'en'].some((spoken) => NAME_ENDS_OF[spoken]?.has(word.text.toLowerCase()) === true) &&
    !(word.isCapitalised && couldBeName(word.text));
  if (ends(name[0]) || isClinical(name[0].text)) return null;
  const goesOn = (word: Word, index: number): boolean =>
    index === 0 || (isBeside(word, name[index - 1]) && !ends(word) && looksLikePartOfName(word, index));
  const end = name.findIndex((word, index) => !goesOn(word, index));
  const last = name[(end === -1 ? name.length : end) - 1];
  return last === undefined ? null : { start, end: last.end };
}

/** A space; a full stop only after an initial or a title ("A. B. Mwangi"): elsewhere it ends the sentence, and the name. */
function isBeside(word: Word, previous: Word | undefined): boolean {
  if (/^ {1,2}$/u.test(word.before)) return true;
  return /^\. ?$/u.test(word.before) && /^(?:\p{L}|Dr|Mr|Mrs|Ms|St)$/u.test(previous?.text ?? '');
}

/** The second word of a name; the third only if it is known for a name. */
function looksLikePartOfName(word: Word, index: number): boolean {
  if (isClinical(word.text)) return false;
  if (word.isCapitalised || couldBeName(word.text)) return true;
  const isLatin = /^\p{Script=Latin}/u.test(word.text);
  return index === 1 && (isLatin ? !isCommonEnglish(word.text) : !/^و/u.test(word.text));
}

function likelyNameFrom(words: readonly Word[], start: number): Span | null {
  const index = words.findIndex((word) => word.start === start);
  const word = words[index];
  if (word === undefined || isDiseaseName(words, index) || isClinical(word.text) || isOtherCapital(word.text))
    return null;
  const isUnknownCapital = word.isCapitalised && !word.isUpperCase && !isCommonEnglish(word.text);
  return isName(word.text) || isUnknownCapital || (word.isCapitalised && couldBeName(word.text))
    ? { start, end: word.end }
    : null;
}
