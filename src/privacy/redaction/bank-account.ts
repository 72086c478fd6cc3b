import { type Detector, spansOf } from './personal-data';
import { passesIban } from './checksums';

const IBAN = /\b[a-z]{2}\d{2}(?: ?[a-z\d]{4}){2,7}(?: ?[a-z\d]{1,3})?\b/giu;
const MIN_DIGITS = 8;

/** IBANs. One with a wrong check is still taken if it is mostly digits: nothing else in a complaint looks so. */
export const findBankAccounts: Detector = (text) =>
  spansOf(text, IBAN, ([found]) => {
    const bare = found.replaceAll(' ', '');
    return bare.length >= 15 && (passesIban(bare) || bare.replace(/\D/gu, '').length >= MIN_DIGITS);
  });
