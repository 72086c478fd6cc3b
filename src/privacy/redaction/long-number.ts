import { asciiDigits } from './digits';
import { type Detector, spansOf } from './personal-data';

const MAX_DECIMALS = 2;

/**
 * Seven digits or more, however they are grouped. No checksum is asked for, since a mistyped identifier is still one,
 * and no measure in a complaint is so long. Ranges and lists of small numbers ("3-4, 5-6") are no such number.
 */
const LONG_NUMBER = /\+?\(?\p{Nd}(?:[ ().\-/–x]{0,2}\p{Nd}){6,}(?:-[\dkK])?/gu;

export const findLongNumbers: Detector = (text) =>
  spansOf(text, LONG_NUMBER, ([found]) => {
    const groups = found.split(/[^\p{Nd}]+/u).filter(Boolean);
    const longest = Math.max(...groups.map((group) => asciiDigits(group).length));
    return longest > MAX_DECIMALS || /^\+?\p{Nd}{2}(?:[.\- ]\p{Nd}{2}){3,}$/u.test(found);
  });
