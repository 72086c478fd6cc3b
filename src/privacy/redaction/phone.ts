import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max';
import { asciiDigits } from './digits';
import { type Circumstances, type Detector, type Span, spansOf } from './personal-data';

/** Where each language is mostly spoken by those who come: their telephone numbers are tried without a country code. */
const REGIONS: Readonly<Record<string, readonly CountryCode[]>> = {
  en: ['US', 'KE', 'NG'],
  es: ['MX', 'CL', 'CO'],
  fr: ['FR', 'SN', 'CI'],
  pt: ['BR', 'PT', 'MZ'],
  sw: ['KE', 'TZ'],
  hi: ['IN'],
  bn: ['BD', 'IN'],
  ta: ['IN', 'LK'],
  ar: ['EG', 'SA', 'MA'],
  zh: ['CN', 'TW'],
};

/** A word for a telephone, and the number after it, however short or badly grouped. */
const CUED =
  /(?:\b(?:phones?|tele(?:phone)?|tel|mobile|mob|cell|celular|whats ?app|fax|desk|call(?: me)?(?: on| at)?|ring(?: me)?(?: on| at)?|tel[ée]fono|telefone|t[ée]l[ée]phone|portable|simu|nambari|contact|ligue(?: para)?|ll[áa]me(?:me|nme)?(?: al)?|appelez(?:-moi)?(?: au)?)|फ़ोन|फोन|मोबाइल|ফোন|মোবাইল|தொலைபேசி|போன்|هاتفي?|جوالي?|رقمي|电话|電話|手机|手機)(?: ?(?:number|no|is|num|n[úu]mero|num[ée]ro|es|est|é|yangu|ni|नंबर|है|নম্বর|எண்|رقم|هو|号码|號碼|是)[.:]?)*[\s:：.]{0,3}(?<personal>\+?\(?\p{Nd}(?:[ ().\-/]{0,2}\p{Nd}){4,}(?: ?(?:x|ext\.?) ?\d{1,5})?)/dgiu;
/** A number with its extension, or grouped as no quantity is: brackets around an area code, a plus before it. */
const SHAPED =
  /(?:(?<!\p{Nd})\+\p{Nd}|\(\p{Nd}{2,5}\) ?\p{Nd}|(?<!\p{Nd})\p{Nd}{3}[. -]\p{Nd}{3}[. -]\p{Nd}{4})(?:[ ().-]{0,2}\p{Nd}){3,}(?: ?(?:x|ext\.?) ?\p{Nd}{1,5})?/giu;
const WITH_EXTENSION = /\p{Nd}(?:[ ().-]{0,2}\p{Nd}){6,} ?(?:x|ext\.?) ?\p{Nd}{1,5}/giu;

const MIN_DIGITS = 7;

/** Telephone numbers by the word before them. */
export const findCuedPhones: Detector = (text) => spansOf(text, CUED);

/** Telephone numbers as libphonenumber knows them for the likely countries, or by their shape. */
export const findPhones: Detector = (text, circumstances) => {
  const shaped = [SHAPED, WITH_EXTENSION].flatMap((pattern) => spansOf(text, pattern));
  return [...shaped, ...knownNumbers(text, circumstances)];
};

function knownNumbers(text: string, { language, region }: Circumstances): Span[] {
  // The library reads ASCII digits alone; one digit is one UTF-16 unit in every script here, so places stay.
  const latin = text.replace(/\p{Nd}/gu, (digit) => asciiDigits(digit).padEnd(digit.length, ' '));
  if (!/\d(?:[ ().\-/]{0,2}\d){6}/u.test(latin)) return [];
  const likely = region !== null && isSupportedCountry(region) ? [region] : [];
  const regions = new Set<CountryCode>([...likely, ...(REGIONS[language] ?? REGIONS['en'] ?? [])]);
  return [...regions].flatMap((defaultCountry) =>
    findPhoneNumbersInText(latin, defaultCountry)
      .filter(({ startsAt, endsAt }) => asciiDigits(latin.slice(startsAt, endsAt)).length >= MIN_DIGITS)
      .map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt })),
  );
}
