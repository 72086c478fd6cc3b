import { isDiseaseName } from './clinical-context';
import { type KnownWords } from './known-words';
import { type Span } from './personal-data';
import {
  couldBeName,
  isClinical,
  isCommonEnglish,
  isName,
  isOrdinaryRomance,
  isOtherCapital,
} from './vocabulary';
import { type Word, wordsOf } from './words';

const LATIN = /^\p{Script=Latin}/u;
const HAN = /^\p{Script=Han}/u;
/** Shorter ones are initials and abbreviations, and few lists know them. */
const LEAST_NAME_LETTERS = 4;
/** A Chinese given name is two characters as a rule; a single one that stands between known words is a word. */
const LEAST_HAN = 2;

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

/** Runs of characters of which none forms a known pair with a neighbour. */
function unknownHan(word: Word, known: KnownWords): readonly Span[] {
  const isKnown = known.knownIn(word.text);
  const spans: Span[] = [];
  for (let start = 0; start < isKnown.length; start += 1) {
    if (isKnown[start] === true) continue;
    const next = isKnown.indexOf(true, start);
    const end = next === -1 ? isKnown.length : next;
    if (end - start >= LEAST_HAN) spans.push({ start: word.start + start, end: word.start + end });
    start = end;
  }
  return spans;
}
