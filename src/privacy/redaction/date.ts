import { asciiDigits } from './digits';
import { LATIN_MONTHS, OTHER_MONTHS } from './months';
import { type Detector, spansOf } from './personal-data';

const MONTH = `(?:${[...LATIN_MONTHS, ...OTHER_MONTHS].join('|')})\\.?(?![\\p{L}\\p{M}])`;
const DAY = '(?:[12]?\\p{Nd}|3[01])(?:st|nd|rd|th|er|º)?';
const YEAR = "(?:\\p{Nd}{4}|[’']\\p{Nd}{2})";
const TIME = '(?:[T ,]{1,2}\\p{Nd}{1,2}:\\p{Nd}{2}(?::\\p{Nd}{2})?(?: ?[ap]\\.?m\\.?)?)?';
const OF = '(?: de[l]? | of |,? |-|/)';

/** A day of a month of a year, in figures or with the month's name. */
const FULL_DATES = [
  new RegExp(
    `(?<![\\p{Nd}/.-])(?<a>\\p{Nd}{1,2})[/.-](?<b>\\p{Nd}{1,2})[/.-](?:\\p{Nd}{4}|\\p{Nd}{2})${TIME}(?![\\p{Nd}/-])`,
    'gu',
  ),
  new RegExp(
    `(?<!\\p{Nd})(?:19|20|१९|२०|১৯|২০|١٩|٢٠)\\p{Nd}{2}[/.-](?<a>\\p{Nd}{1,2})[/.-](?<b>\\p{Nd}{1,2})${TIME}(?!\\p{Nd})`,
    'gu',
  ),
  new RegExp(`(?<![\\p{L}\\p{Nd}])${DAY}${OF}${MONTH}${OF}${YEAR}(?!\\p{Nd})`, 'giu'),
  new RegExp(`(?<![\\p{L}\\p{M}])${MONTH} ${DAY},? ${YEAR}(?!\\p{Nd})`, 'giu'),
  /(?:\p{Nd}{4}|[〇零一二三四五六七八九]{4}) ?年 ?[\p{Nd}一二三四五六七八九十]{1,2} ?月 ?[\p{Nd}一二三四五六七八九十]{1,3} ?[日号號]/gu,
];

const BIRTH_CUES = [
  'born(?: on| in)?',
  'birth ?day(?: is)?(?: on)?',
  '(?:date of birth|birth ?date|d\\.?o\\.?b\\.?)(?: is)?',
  'nac[ií](?:do|da)?(?: el| en)?',
  'fecha de nacimiento(?: es)?',
  'cumplea[ñn]os(?: es)?(?: el)?',
  'n[ée]e?(?: le| en)',
  'date de naissance(?: est)?(?: le)?',
  'nasci(?:do|da)?(?: em| no dia)?',
  'data de nascimento(?: [ée])?',
  'nilizaliwa(?: tarehe)?',
  'alizaliwa(?: tarehe)?',
  'tarehe ya kuzaliwa(?: ni)?',
  'janam(?: tithi)?',
  'जन्म(?: तिथि| तारीख)?(?: है)?',
  'জন্ম(?: তারিখ)?',
  'பிறந்த(?: நாள்| தேதி)?',
  'ولدت(?: في)?',
  'تاريخ(?: ال)?ميلاد[يه]?(?: هو)?',
  'مواليد',
  '出生(?:于|日期)?',
  '生日(?:是)?',
];
/** A date without its year says when an illness began, unless it is a birthday's. */
const BIRTHDAY = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${BIRTH_CUES.join('|')})[\\s:：]{0,2}(?<personal>(?:${DAY}${OF}${MONTH}|${MONTH} ${DAY}|\\p{Nd}{1,2}[/.-]\\p{Nd}{1,2}(?![/.-]?\\p{Nd})|[\\p{Nd}十一二三四五六七八九]{1,2}月[\\p{Nd}十一二三四五六七八九]{1,3}[日号]))`,
  'dgiu',
);

const couldBeDate = (match: RegExpExecArray): boolean => {
  const [first, second] = [match.groups?.['a'], match.groups?.['b']].map((part) =>
    Number(asciiDigits(part ?? '1')),
  );
  if (first === undefined || second === undefined) return true;
  return first >= 1 && second >= 1 && Math.min(first, second) <= 12 && Math.max(first, second) <= 31;
};

/** Full dates and birthdays. Durations, weekdays, years alone, and days of a month without a year stay: they are clinical. */
export const findDates: Detector = (text) => [
  ...FULL_DATES.flatMap((pattern) => spansOf(text, pattern, couldBeDate)),
  ...spansOf(text, BIRTHDAY),
];
