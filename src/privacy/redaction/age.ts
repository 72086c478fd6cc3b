import { asciiDigits } from './digits';
import { type Detector, spansOf } from './personal-data';

const OVER_89 = '(?<personal>\\p{Nd}{2,3})';
const YEARS =
  '(?:[- ]?(?:years?|yrs?|y/?o\\b|a[ñn]os|ans|anos|sal|saal|bochor|vayasu)|\\s?(?:साल|वर्ष|বছর|வயது|வயசு|سنة|عام|岁|歲))';
const PATTERNS = [
  new RegExp(`(?<![\\p{Nd}.,])${OVER_89}${YEARS}`, 'dgiu'),
  new RegExp(
    `(?:\\b(?:aged?|age is|miaka|turn(?:ed|ing)?|edad|âge|idade|umri)|उम्र|বয়স|வயது|عمر[يه]?|年龄|今年)[\\s:：]{0,2}(?:is |of |de |ya |wa )?${OVER_89}(?![\\p{Nd}.,%])`,
    'dgiu',
  ),
];

/** Ages over 89 years, which by themselves can name a person in a village. Younger ones are clinical, and stay. */
export const findAges: Detector = (text) =>
  PATTERNS.flatMap((pattern) =>
    spansOf(text, pattern, (match) => {
      const years = Number(asciiDigits(match.groups?.['personal'] ?? ''));
      return years > 89 && years < 130;
    }),
  );
