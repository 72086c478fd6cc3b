/** Check digits of identity and card numbers. Every function takes the bare digits (or letters) of one number. */

const digitsOf = (text: string): number[] => [...text].map(Number);

/** Cards, South Africa's identity number: every second digit from the right is doubled. */
export function passesLuhn(digits: string): boolean {
  const sum = digitsOf(digits)
    .reverse()
    .reduce((total, digit, index) => {
      const weighed = index % 2 === 0 ? digit : digit * 2;
      return total + (weighed > 9 ? weighed - 9 : weighed);
    }, 0);
  return sum % 10 === 0;
}

const ROTATION = digitsOf('1576283094');

/** India's Aadhaar: Verhoeff's scheme over the dihedral group of ten elements. */
export function passesVerhoeff(digits: string): boolean {
  const check = digitsOf(digits)
    .reverse()
    .reduce((total, digit, index) => combine(total, rotated(digit, index % 8)), 0);
  return check === 0;
}

/** The product of two elements of the dihedral group of order ten. */
function combine(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}

function rotated(digit: number, times: number): number {
  let result = digit;
  for (let turn = 0; turn < times; turn += 1) result = ROTATION[result] ?? 0;
  return result;
}

const weigh = (digits: readonly number[], weight: (index: number) => number): number =>
  digits.reduce((sum, digit, index) => sum + digit * weight(index), 0);

/** Brazil's CPF: eleven digits, the last two by modulus 11; eleven equal digits are none. */
export function passesCpf(digits: string): boolean {
  if (/^(\d)\1+$/u.test(digits)) return false;
  const numbers = digitsOf(digits);
  return [9, 10].every((length) => {
    const rest = (weigh(numbers.slice(0, length), (index) => length + 1 - index) * 10) % 11;
    return rest % 10 === numbers[length];
  });
}

/** Brazil's health card CNS: fifteen digits, weighed from 15 down to 1. */
export function passesCns(digits: string): boolean {
  return weigh(digitsOf(digits), (index) => 15 - index) % 11 === 0;
}

/** Chile's RUT: digits and a check sign, which may be K. */
export function passesRut(body: string, check: string): boolean {
  const sum = weigh(digitsOf(body).reverse(), (index) => 2 + (index % 6));
  const expected = 11 - (sum % 11);
  const sign = expected === 11 ? '0' : expected === 10 ? 'K' : String(expected);
  return check.toUpperCase() === sign;
}

const CURP_ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Mexico's CURP: eighteen signs, the last a digit over the others. */
export function passesCurp(curp: string): boolean {
  const values = [...curp.toUpperCase()].map((sign) => CURP_ALPHABET.indexOf(sign));
  return (10 - (weigh(values.slice(0, 17), (index) => 18 - index) % 10)) % 10 === values[17];
}

/** Bank accounts by ISO 13616: the number, its head moved to the end, is 1 modulo 97. */
export function passesIban(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  const rest = [...turned.toUpperCase()].reduce((remainder, sign) => {
    const value = Number.parseInt(sign, 36);
    return (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);
  return rest === 1;
}
