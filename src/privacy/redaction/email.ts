import { type Detector, spansOf } from './personal-data';

/** Also what is no valid address: "name@phone" is a health account of India's ABDM. */
const EMAIL = /[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._%+-]*@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu;
/** As a recogniser writes what was spoken: "asha dot devi at gmail dot com". */
const SPOKEN =
  /[\p{L}\p{N}._-]+(?: (?:dot|punto|point|ponto) [\p{L}\p{N}_-]+)* (?:at|arroba|arobase) [\p{L}\p{N}-]+ (?:dot|punto|point|ponto) (?:com|org|net|in|co|edu|mx|br|fr|ke)\b/giu;

export const findEmails: Detector = (text) => [...spansOf(text, EMAIL), ...spansOf(text, SPOKEN)];
