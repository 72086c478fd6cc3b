import { passesLuhn } from './checksums';
import { asciiDigits } from './digits';
import { type Detector, spansOf } from './personal-data';

const CARD = /(?<![\p{L}\p{Nd}])\p{Nd}(?:[ -]?\p{Nd}){11,18}(?![\p{L}\p{Nd}])/gu;

/** Payment cards: 12 to 19 digits, of a network's first digits, whose check digit is right. Others are long numbers. */
export const findCards: Detector = (text) =>
  spansOf(text, CARD, ([found]) => {
    const digits = asciiDigits(found);
    return /^(?:[3-6]|2[1-7]|1800)/u.test(digits) && passesLuhn(digits);
  });
