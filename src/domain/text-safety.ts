import {
  CERTAINTIES,
  DOCTOR_CLAIMS,
  DOSE_PHRASES,
  DOSE_UNITS,
  MEDICINES,
  NOT_A_DOCTOR,
  NUMBER_WORDS,
  PRESCRIBING,
} from './forbidden-words';

/** Why a text must not go towards a patient. */
export const TextDanger = {
  DRUG_DOSE: 'DRUG_DOSE',
  PRESCRIPTION: 'PRESCRIPTION',
  CLAIMS_TO_BE_A_DOCTOR: 'CLAIMS_TO_BE_A_DOCTOR',
  CERTAINTY: 'CERTAINTY',
} as const;
export type TextDanger = (typeof TextDanger)[keyof typeof TextDanger];

const HAN = /\p{Script=Han}/u;
/** Before and behind a phrase: Chinese has no spaces, everything else must not go on as the same word. */
const WORD_STARTS = '(?<![\\p{L}\\p{M}\\p{N}])';
const WORD_ENDS = '(?![\\p{L}\\p{M}\\p{N}])';
const GAP = "(?:[\\p{L}\\p{M}\\p{N}'-]+ ){0,4}?";
/** Bengali counts things with a suffix on the number. */
const NUMBER = `(?:\\p{N}+(?:[.,]\\p{N}+)?(?:টি|টা)?|${NUMBER_WORDS.map((word) => plainly(word)).join('|')})`;
/** How far a denial may stand from the claim that it denies, in characters on the same line. */
const DENIAL_BEFORE = 8;
const DENIAL_BEHIND = 10;

const PATTERNS: readonly (readonly [TextDanger, RegExp])[] = [
  [TextDanger.DRUG_DOSE, anyOfPhrases(DOSE_UNITS.flatMap((unit) => [`# ${unit}`, `${unit} #`]))],
  [TextDanger.DRUG_DOSE, anyOfPhrases(DOSE_PHRASES)],
  [TextDanger.PRESCRIPTION, anyOfPhrases([...MEDICINES, ...PRESCRIBING])],
  [TextDanger.CERTAINTY, anyOfPhrases(CERTAINTIES)],
];
const CLAIM = anyOfPhrases(DOCTOR_CLAIMS);
const DENIAL = anyOfPhrases(NOT_A_DOCTOR);

/**
 * The reasons why a text may not be shown or said to a patient: it names a medicine or a dose, prescribes, claims to
 * be a doctor, or states a diagnosis (or its absence) as certain. Every language's words are looked for in every text,
 * since a facility or a model may write in any. Empty: none was found. "I am not a doctor" is no claim.
 */
export function violatesTextSafety(text: string): readonly TextDanger[] {
  const plain = plainly(text);
  const found = PATTERNS.filter(([, pattern]) => pattern.test(plain)).map(([danger]) => danger);
  if (claimsToBeADoctor(plain)) found.push(TextDanger.CLAIMS_TO_BE_A_DOCTOR);
  return [...new Set(found)];
}

function claimsToBeADoctor(plain: string): boolean {
  return [...plain.matchAll(new RegExp(CLAIM, 'gu'))].some((claim) => {
    const from = Math.max(0, claim.index - DENIAL_BEFORE);
    const around = plain.slice(from, claim.index + claim[0].length + DENIAL_BEHIND);
    return !DENIAL.test(around.split(/[.,;:!?।。，；！？،]/u).join(' ; '));
  });
}

/** One line in lower case without marks on letters, invisible characters or double spaces; Chinese without any. */
function plainly(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]|\p{Cf}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/[أإآ]/g, 'ا')
    .replace(/\s+/gu, ' ')
    .trim();
}

function anyOfPhrases(phrases: readonly string[]): RegExp {
  return new RegExp(phrases.map(patternOf).join('|'), 'u');
}

function patternOf(phrase: string): string {
  const words = phrase.split(' ');
  const isHan = HAN.test(phrase);
  const body = words.map((word, index) => {
    const spaced = index === words.length - 1 ? '' : ' ';
    if (word === '~') return isHan ? '.{0,4}?' : GAP;
    if (word === '#')
      return NUMBER + (isHan || /^[a-zµμ]{1,3}$/u.test(words[index + 1] ?? '') ? ' ?' : spaced);
    if (word.endsWith('*')) return `${escaped(word.slice(0, -1))}[\\p{L}\\p{M}]*${spaced}`;
    return escaped(word) + (isHan ? ' ?' : spaced);
  });
  return isHan ? body.join('') : WORD_STARTS + body.join('') + (phrase.endsWith('*') ? '' : WORD_ENDS);
}

function escaped(word: string): string {
  return plainly(word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
