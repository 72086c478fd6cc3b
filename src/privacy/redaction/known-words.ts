import { folded } from './vocabulary';
import { wordsOf } from './words';

/** The words that a program knows of its own accord, from the texts that it was written with. */
export interface KnownWords {
  /** `word` as `folded` gives it, in letters other than Han. */
  has(word: string): boolean;
  /** Which of the characters of a run of Han stand in a pair of neighbours that some text has, too. */
  knownIn(han: string): readonly boolean[];
}

/** Where a phrase says that a word may go on: "pregnan*". */
const STEM = /([\p{L}\p{M}]+)\*/gu;
const LEAST_STEM_LETTERS = 3;
/** Indic scripts write case endings onto the word: "হাত" becomes "হাতের". */
const ENDS_GROW = /^[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}]/u;
const LEAST_GROWING = 4;
const MOST_GROWN = 4;
/** "and", "so", "with", "for", "as" and the article are written onto an Arabic word; "my", "his", "her" behind it. */
const ARABIC = /^\p{Script=Arabic}/u;
const ARABIC_PREFIX = /^[وف]?(?:[بك]?ال|لل|[بلك])?/u;
const ARABIC_SUFFIX = /(?:ي|ه|ها|هم|نا|ك|ة|ات|ان|ين)$/u;
const LEAST_ARABIC = 3;

/** Collects every word of some texts, be they sentences or phrases of a lexicon. */
export function collectKnownWords(texts: readonly string[]): KnownWords {
  const words = new Set<string>();
  const stems = new Set<string>();
  const pairs = new Set<string>();
  for (const text of texts) {
    for (const [, stem = ''] of text.matchAll(STEM)) {
      if (stem.length >= LEAST_STEM_LETTERS) stems.add(folded(stem));
    }
    for (const word of wordsOf(text)) {
      for (const part of [word.folded, ...word.folded.split(/['’-]/u)]) words.add(spelling(part));
      if (/^\p{Script=Han}/u.test(word.text)) for (const pair of pairsIn(word.text)) pairs.add(pair);
    }
  }
  const isKnown = (word: string): boolean =>
    words.has(word) || beginnings(word).some((part) => stems.has(part));
  return {
    has(word) {
      const spelt = spelling(word);
      if (isKnown(spelt)) return true;
      if (ENDS_GROW.test(spelt))
        return beginnings(spelt).some((part) => isGrownFrom(part, spelt) && words.has(part));
      return ARABIC.test(spelt) && bareForms(spelt).some(isKnown);
    },
    knownIn(han) {
      const found = pairsIn(han).map((pair) => pairs.has(pair));
      return [...han].map((_, place) => found[place] === true || found[place - 1] === true);
    },
  };
}

/** Letters that people type for each other. The two forms of the last letter of "علي" and "على" are a name and a word. */
function spelling(word: string): string {
  return ARABIC.test(word) ? word.replace(/[\u064b-\u065f\u0640]/gu, '').replace(/[أإآ]/gu, 'ا') : word;
}

const beginnings = (word: string): string[] =>
  Array.from({ length: Math.max(0, word.length - LEAST_STEM_LETTERS) }, (_, cut) =>
    word.slice(0, LEAST_STEM_LETTERS + cut),
  ).concat(word);

const isGrownFrom = (part: string, word: string): boolean =>
  part.length >= LEAST_GROWING && word.length - part.length <= MOST_GROWN;

function bareForms(word: string): string[] {
  const bare = word.replace(ARABIC_PREFIX, '');
  const forms = [bare, bare.replace(ARABIC_SUFFIX, ''), bare.replace(ARABIC_SUFFIX, 'ة')];
  return forms.filter((form) => form.length >= LEAST_ARABIC).flatMap((form) => [form, `ال${form}`]);
}

function pairsIn(han: string): string[] {
  const characters = [...han];
  return characters.slice(1).map((character, place) => `${characters[place] ?? ''}${character}`);
}
