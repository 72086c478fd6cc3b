import { passesCns, passesCpf, passesCurp, passesLuhn, passesRut, passesVerhoeff } from './checksums';
import { asciiDigits } from './digits';
import { type Detector, spansOf } from './personal-data';

interface IdentityNumber {
  readonly name: string;
  readonly pattern: RegExp;
  /** Where the number has a check; asked for only where the pattern alone would also fit other numbers. */
  readonly passes?: (found: string) => boolean;
}

const isDate = (monthAndDay: string): boolean => {
  const [month, day] = [Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(2, 4))];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
};

/**
 * Identity numbers that are known by their form. Forms with letters are taken whatever their check digit says, since a
 * mistyped number still leads to somebody; bare digits need the check, and what fails it is taken as a long number.
 */
const NUMBERS: readonly IdentityNumber[] = [
  {
    name: 'India: Aadhaar',
    pattern: /(?<!\p{Nd})\p{Nd}{4}[ -]?\p{Nd}{4}[ -]?\p{Nd}{4}(?!\p{Nd})/gu,
    passes: (found) => /^[2-9]/u.test(asciiDigits(found)) && passesVerhoeff(asciiDigits(found)),
  },
  { name: 'India: tax number PAN', pattern: /\b[a-z]{3}[abcfghljpt][a-z]\d{4}[a-z]\b/giu },
  { name: 'India: voter card EPIC', pattern: /\b[a-z]{3}\d{7}\b/giu },
  { name: 'India: health account ABHA', pattern: /\b\d{2}-\d{4}-\d{4}-\d{4}\b/gu },
  {
    name: 'Brazil: CPF',
    pattern: /\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b/gu,
    passes: (found) => found.includes('.') || passesCpf(asciiDigits(found)),
  },
  {
    name: 'Brazil: health card CNS',
    pattern: /\b[12789]\d{2} ?\d{4} ?\d{4} ?\d{4}\b/gu,
    passes: (found) => passesCns(asciiDigits(found)),
  },
  {
    name: 'Mexico: CURP',
    pattern: /\b[a-z]{4}\d{6}[hmx][a-z]{5}[a-z\d]\d\b/giu,
    passes: (found) => passesCurp(found) || /[a-z]{4}\d{6}/iu.test(found),
  },
  { name: 'Mexico: tax number RFC', pattern: /\b[a-zñ&]{4}\d{6}[a-z\d]{3}\b/giu },
  {
    name: 'Chile: RUT',
    pattern: /\b\d{1,2}(?:\.?\d{3}){2}-?[\dk]\b/giu,
    passes: (found) => found.includes('-') || passesRut(asciiDigits(found.slice(0, -1)), found.slice(-1)),
  },
  {
    name: 'South Africa: identity number',
    pattern: /\b\d{13}\b/gu,
    passes: (found) => isDate(found.slice(2, 6)) && passesLuhn(found),
  },
  { name: 'Ghana: card', pattern: /\bGHA-?\d{9}-?\d\b/giu },
  { name: 'Pakistan: CNIC', pattern: /\b\d{5}-\d{7}-\d\b/gu },
  {
    name: 'Indonesia: NIK',
    pattern: /\b\d{16}\b/gu,
    passes: (found) => {
      const day = Number(found.slice(6, 8));
      return isDate(found.slice(8, 10) + String(day > 40 ? day - 40 : day).padStart(2, '0'));
    },
  },
  { name: 'USA: social security number', pattern: /\b\d{3}-\d{2}-\d{4}\b/gu },
  {
    name: 'France: social security number',
    pattern: /\b[12] ?\d{2} ?[01]\d ?\d[\dab] ?\d{3} ?\d{3}(?: ?\d{2})?\b/giu,
  },
  {
    name: 'China: identity card',
    pattern: /(?<!\d)\d{6}(?:19|20)\d{9}[\dxX](?!\d)/gu,
    passes: (found) => isDate(found.slice(10, 14)),
  },
  {
    name: 'United Kingdom: national insurance number',
    pattern: /\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b/giu,
  },
  { name: 'Passports and licences with letters', pattern: /\b(?=[A-Z\d]*\d{6})[A-Z]{1,3}\d{6,14}[A-Z]?\b/gu },
];

export const findIdentityNumbers: Detector = (text) =>
  NUMBERS.flatMap(({ pattern, passes }) => spansOf(text, pattern, ([found]) => passes?.(found) ?? true));
