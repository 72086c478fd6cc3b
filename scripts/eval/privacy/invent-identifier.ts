import { type SeededRandom } from '../../seeded-random';
import { passesCpf, passesCurp, passesLuhn, passesVerhoeff } from '../../../src/privacy';
import { type Planted } from './clinical-sentences';
import { NAMES, STREETS } from './invented-words';

const digits = (random: SeededRandom, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random.between(0, 10))).join('');

/** The body with the check digits that make it valid. */
function withCheck(body: string, passes: (number: string) => boolean, checkDigits = 1): string {
  for (let check = 0; check < 10 ** checkDigits; check += 1) {
    const number = body + String(check).padStart(checkDigits, '0');
    if (passes(number)) return number;
  }
  throw new Error('No check digit fits.');
}

const grouped = (number: string): string => number.replace(/(\d{4})(?=\d)/gu, '$1 ');

/** Identity numbers of a country where the language is spoken, valid where they have a check. */
const IDENTITY_NUMBERS: Readonly<Record<string, (random: SeededRandom) => string>> = {
  en: (random) => digits(random, 8),
  es: (random) =>
    withCheck(`LOMA900101MDFPRN0`, passesCurp).replace(/^LOMA/u, () => `L${random.pick([...'AEIOU'])}MA`),
  fr: (random) => `${random.pick(['19', '20'])}AB${digits(random, 5)}`,
  pt: (random) => {
    const cpf = withCheck(digits(random, 9), passesCpf, 2);
    return `${cpf.slice(0, 3)}.${cpf.slice(3, 6)}.${cpf.slice(6, 9)}-${cpf.slice(9)}`;
  },
  sw: (random) => `3${digits(random, 7)}`,
  hi: (random) => grouped(withCheck(`${random.pick(['2', '5', '9'])}${digits(random, 10)}`, passesVerhoeff)),
  bn: (random) => `1${digits(random, 9)}`,
  ta: (random) => grouped(withCheck(`${random.pick(['3', '6', '8'])}${digits(random, 10)}`, passesVerhoeff)),
  ar: (random) => `2900101${digits(random, 7)}`,
  zh: (random) => `11010519${random.pick(['81', '92'])}1231${digits(random, 3)}X`,
};

const PHONES: Readonly<Record<string, readonly string[]>> = {
  en: ['+1 415 555 ####', '(212) 736-####', '0712 345 ###'],
  es: ['+52 55 1234 ####', '55 2345 ####', '+56 9 8765 ####'],
  fr: ['+221 77 123 ## ##', '06 12 34 ## ##'],
  pt: ['(11) 98765-####', '+55 21 99876 ####'],
  sw: ['0712 345 ###', '+255 713 456 ###'],
  hi: ['+91 98765 4####', '98765 4####', '९८७६५४३२१०'],
  bn: ['01712-34####', '+880 1712 34####'],
  ta: ['98430 1####', '+91 98430 1####'],
  ar: ['0100 123 ####', '+966 50 123 ####'],
  zh: ['138 1234 ####', '1391234####'],
};

/** An invented identifier of a kind, as it is written where the language is spoken. Nobody's, except by accident. */
export function inventIdentifier(kind: Planted, language: string, random: SeededRandom): string {
  switch (kind) {
    case 'PERSON':
      return random.pick(NAMES[language] ?? []);
    case 'STREET_ADDRESS':
      return random.pick(STREETS[language] ?? []).replaceAll('#', () => digits(random, 1));
    case 'PHONE_NUMBER':
      return random.pick(PHONES[language] ?? []).replaceAll('#', () => digits(random, 1));
    case 'EMAIL_ADDRESS':
      return `${random.pick(['a.devi', 'jose.s', 'wanjiru_k', 'li.na'])}${digits(random, 2)}@${random.pick(['example.org', 'mail.example.com', 'example.co.ke'])}`;
    case 'CREDIT_CARD':
      return withCheck(`4${digits(random, 14)}`, passesLuhn);
    case 'IDENTITY_NUMBER':
      return (IDENTITY_NUMBERS[language] ?? ((chance) => digits(chance, 8)))(random);
  }
}
