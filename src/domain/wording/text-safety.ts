import {
  CERTAINTIES,
  DOCTOR_CLAIMS,
  DOSE_PHRASES,
  DOSE_UNITS,
  MEDICINES,
  NOT_A_DOCTOR,
  NUMBER_WORDS,
  PRESCRIBING,
  REASSURANCES,
} from './forbidden-words';

/** Why a text must not go towards a patient. */
export const TextDanger = {
  DRUG_DOSE: 'DRUG_DOSE',
  PRESCRIPTION: 'PRESCRIPTION',
  CLAIMS_TO_BE_A_DOCTOR: 'CLAIMS_TO_BE_A_DOCTOR',
  CERTAINTY: 'CERTAINTY',
} as const;
export type TextDanger = (typeof TextDanger)[keyof typeof TextDanger];

/** Marks that letters of many scripts bear, the Arabic ones beside them, and what is not drawn at all. */
const MARKS_AND_INVISIBLE = /\p{sc=Zinh}|[\u0656-\u065f]|\u0640|\p{Cf}|\p{Default_Ignorable_Code_Point}/gu;

/** Up to four words in between; none across a stop. Chinese has no words to count: up to four characters. */
const GAP = '(?:[^ ;]+ ){0,4}?';
const HAN_GAP = '[^;]{0,4}?';
/** Bengali counts things with a suffix on the number. */
const NUMBER = `(?:\\d+(?:টি|টা)?|${NUMBER_WORDS.map((word) => plainly(word).trim()).join('|')})`;
/** How far a denial may stand from the claim that it denies, in characters of the same sentence. */
const DENIAL_BEFORE = 8;
const DENIAL_BEHIND = 10;

const PATTERNS: readonly (readonly [TextDanger, RegExp])[] = [
  [TextDanger.DRUG_DOSE, anyOfPhrases(DOSE_UNITS.flatMap((unit) => [`# ${unit}`, `${unit} #`]))],
  [TextDanger.DRUG_DOSE, anyOfPhrases(DOSE_PHRASES)],
  [TextDanger.PRESCRIPTION, anyOfPhrases([...MEDICINES, ...PRESCRIBING])],
  [TextDanger.CERTAINTY, anyOfPhrases([...CERTAINTIES, ...REASSURANCES])],
];
const CLAIM = new RegExp(anyOfPhrases(DOCTOR_CLAIMS), 'g');
const DENIAL = anyOfPhrases(NOT_A_DOCTOR);

/**
 * The reasons why a text may not be shown or said to a patient: it names a medicine or a dose, prescribes, claims to
 * be a doctor, states a diagnosis (or its absence) as certain, or reassures. Every language's words are looked for in every text,
 * since a facility or a model may write in any. Empty: none was found. "I am not a doctor" is no claim.
 */
export function violatesTextSafety(text: string): readonly TextDanger[] {
  const plain = plainly(text);
  const found = PATTERNS.filter(([, pattern]) => pattern.test(plain)).map(([danger]) => danger);
  if (claimsToBeADoctor(plain)) found.push(TextDanger.CLAIMS_TO_BE_A_DOCTOR);
  return [...new Set(found)];
}

function claimsToBeADoctor(plain: string): boolean {
  return [...plain.matchAll(CLAIM)].some((claim) => {
    const before = plain.slice(Math.max(0, claim.index - DENIAL_BEFORE), claim.index);
    const behind = plain.slice(claim.index + claim[0].length).slice(0, DENIAL_BEHIND);
    const around = [before.split(';').at(-1), claim[0], behind.split(';')[0]].join('');
    return !DENIAL.test(` ${around} `);
  });
}

/**
 * Lower case words between single spaces, without marks on letters or invisible characters, digits of every script as
 * 0 to 9, and `;` for every stop: boundaries that a pattern finds fast in any script.
 */
function plainly(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(MARKS_AND_INVISIBLE, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/(?<!\p{L})[ld]'/gu, ' ')
    .replace(/[أإآ]/g, 'ا')
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/[.,;:!?।。，；：！？،؛؟]+/gu, ' ; ')
    .replace(/(\d)(?!\d| |টি|টা)/gu, '$1 ')
    .replace(/[^\p{L}\p{M}\p{N};%'µμ]+/gu, ' ');
  return ` ${words.trim()} `;
}

/** Each script's ten digits stand in a row that begins at a multiple of 10 from its own zero. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

function anyOfPhrases(phrases: readonly string[]): RegExp {
  const isHan = (phrase: string): boolean => /\p{Script=Han}/u.test(phrase);
  const spaced = phrases.filter((phrase) => !isHan(phrase)).map(patternOf);
  const han = phrases.filter(isHan).map(hanPatternOf);
  return new RegExp([...(spaced.length > 0 ? [` (?:${spaced.join('|')})(?= )`] : []), ...han].join('|'));
}

/** `*` goes on to the end of its word, `~` over words, `#` over a number. */
function patternOf(phrase: string): string {
  const words = phrase.split(' ');
  const parts = words.map((word, index) => {
    if (word === '~') return GAP;
    const end = index === words.length - 1 ? '' : ' ';
    if (word === '#') return NUMBER + end;
    return escaped(word.replace('*', '')) + (word.endsWith('*') ? '[^ ;]*' : '') + end;
  });
  return parts.join('');
}

/** Chinese is written without spaces, but a number beside it is set apart. */
function hanPatternOf(phrase: string): string {
  const parts = phrase.split(' ').map((word) => {
    if (word === '~') return HAN_GAP;
    return word === '#' ? NUMBER : escaped(word);
  });
  return parts.join(' ?');
}

function escaped(word: string): string {
  return plainly(word)
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
