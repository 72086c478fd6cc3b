import { isDiseaseName } from './clinical-context';
import { type KnownWords } from './known-words';
import { type Span } from './personal-data';
import {
  couldBeName,
  isClinical,
  isCommonEnglish,
  isHanSurname,
  isName,
  isOrdinaryRomance,
  isOtherCapital,
} from './vocabulary';
import { type Word, wordsOf } from './words';

const LATIN = /^\p{Script=Latin}/u;
const HAN = /^\p{Script=Han}/u;
/** Shorter ones are initials and abbreviations, and few lists know them. */
const LEAST_NAME_LETTERS = 4;
/** A family name of one character, rarely two, and a given name of one or two. */
const LEAST_HAN = 2;
const MOST_HAN = 4;
/** "Little", "old" and "ah" before a part of somebody's name. */
const NICKNAME = /^[小老阿]$/u;

/** A script other than Latin is a language's own, or nearly: its words are known whatever a text is said to be in. */
export interface KnownByScript {
  readonly latin: KnownWords;
  readonly otherScripts: KnownWords;
}

/**
 * The words of a text that nobody explains: neither a dictionary nor a text of the program has them, nor are they clinical.
 * A name is among them, whatever it is; so are rare words.
 */
export function findUnknownWords(text: string, { latin, otherScripts }: KnownByScript): readonly Span[] {
  const words = wordsOf(text);
  const isShouted = words.every((word) => word.isUpperCase || word.text.length === 1);
  return words.flatMap((word, index): readonly Span[] => {
    if (HAN.test(word.text)) return unknownHan(word, otherScripts);
    if (isDiseaseName(words, index)) return [];
    const isKnown = LATIN.test(word.text)
      ? isKnownLatin(word, latin, isShouted)
      : otherScripts.has(word.folded);
    return isKnown ? [] : [{ start: word.start, end: word.end }];
  });
}

function isKnownLatin(word: Word, known: KnownWords, isShouted: boolean): boolean {
  if (word.text.length === 1 || isClinical(word.text) || isOtherCapital(word.text)) return true;
  const isLong = word.text.length >= LEAST_NAME_LETTERS;
  // "Rosa", "GRACE": a word, too, but written as a name is.
  if (word.isCapitalised && !isShouted && isLong && couldBeName(word.text)) return false;
  if (known.has(word.folded) || isCommonEnglish(word.text)) return true;
  if (word.isCapitalised && !isShouted && !word.startsSentence) return false;
  if (isOrdinaryRomance(word.text) && !isName(word.text)) return true;
  return /['’-]/u.test(word.text) && partsAreKnown(word, known);
}

/** "l'eau", "non-follicular". */
function partsAreKnown(word: Word, known: KnownWords): boolean {
  return word.folded
    .split(/['’-]/u)
    .every((part) => part.length === 1 || known.has(part) || isCommonEnglish(part));
}

/**
 * A character that begins a name, with those behind it, as far as none of them forms a known pair with a neighbour: what is
 * written without spaces has no words to know, and most unknown pairs are two words that met.
 */
function unknownHan(word: Word, known: KnownWords): readonly Span[] {
  const characters = [...word.text];
  const isKnown = known.knownIn(word.text);
  const placeOf = (count: number): number => word.start + characters.slice(0, count).join('').length;
  const spans: Span[] = [];
  for (let start = 0; start < characters.length; start += 1) {
    if (isKnown[start] === true || !beginsHanName(characters[start] ?? '')) continue;
    const next = isKnown.indexOf(true, start);
    const end = Math.min(next === -1 ? characters.length : next, start + MOST_HAN);
    if (end - start >= LEAST_HAN) spans.push({ start: placeOf(start), end: placeOf(end) });
    start = end - 1;
  }
  return spans;
}

const beginsHanName = (character: string): boolean => isHanSurname(character) || NICKNAME.test(character);
