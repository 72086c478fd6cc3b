import { NAME_CUES, NAME_ENDS } from './name-cues';

/** What stands in the text where something personal was. */
const MASK = {
  EMAIL: '[email]',
  LINK: '[link]',
  NUMBER: '[number]',
  ID: '[id]',
  NAME: '[name]',
} as const;

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/giu;
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"']+/giu;
/** Identifiers with letters: India's PAN and voter card, Mexico's CURP, Ghana's card. */
const LETTERED_ID =
  /\b(?:[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]|[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d|GHA-\d{9}-\d|[A-Z]{3}\d{7})\b/giu;
/**
 * Seven digits or more, however they are grouped: telephone, Aadhaar, CPF, RUT, account and card numbers, full dates.
 * No checksum is asked for, since a mistyped identifier is still one; no measure in a complaint is so long.
 */
const LONG_NUMBER = /\+?\(?\p{Nd}(?:[\s().\-/–]{0,2}\p{Nd}){6,}(?:-[\dkK])?/gu;
/** A title and the capitalised words after it. */
const TITLED =
  /\b(?:Mr|Mrs|Ms|Dr|Shri|Smt|Sra?|Dona|Mme|Mlle|Bwana|Bi)\.?\s+(\p{Lu}[\p{L}\p{M}'’-]+(?:\s+\p{Lu}[\p{L}\p{M}'’-]+){0,2})/gu;

/** Conditions and signs that carry a person's name are no personal data. */
const EPONYMS =
  /^(?:bowen|kaposi|stevens|johnson|hutchinson|paget|merkel|nikolsky|sweet|beh[cç]et|spitz|darier|hansen|kawasaki|koebner|auspitz)\b/iu;

const MAX_NAME_WORDS = 3;
const MAX_NAME_CHARACTERS_HAN = 3;

/**
 * Takes personal data out of what a patient said, before it is stored, searched or sent anywhere: e-mail and web
 * addresses, long numbers, lettered identifiers, and names after a cue ("my name is", "me llamo", "मेरा नाम") or a title.
 * First depth: a name without a cue and a postal address stay, and the original is kept only sealed.
 * @param language BCP 47; its cues are looked for beside those of English.
 */
export function redactText(text: string, language: string): string {
  const plain = text
    .replace(EMAIL, MASK.EMAIL)
    .replace(LINK, MASK.LINK)
    .replace(LETTERED_ID, MASK.ID)
    .replace(LONG_NUMBER, MASK.NUMBER)
    .replace(TITLED, (whole, name: string) => (EPONYMS.test(name) ? whole : whole.replace(name, MASK.NAME)));
  const base = language.split('-')[0]?.toLowerCase() ?? '';
  return [...new Set([base, 'en'])].reduce(maskNames, plain);
}

function maskNames(text: string, language: string): string {
  const cues = NAME_CUES[language];
  if (cues === undefined) return text;
  const ends = new Set(NAME_ENDS[language]);
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}])(?:${cues.join('|')})(?![\\p{L}\\p{M}])[\\s:]*`, 'giu');
  return replaceAfter(text, language === 'zh' ? new RegExp(`(?:${cues.join('|')})`, 'gu') : pattern, ends);
}

/** Masks the name that follows each cue; the cue itself stays, so that the sentence can still be read. */
function replaceAfter(text: string, cue: RegExp, ends: ReadonlySet<string>): string {
  let result = '';
  let rest = 0;
  for (const match of text.matchAll(cue)) {
    const start = match.index + match[0].length;
    const length = nameLength(text.slice(start), ends);
    if (start < rest || length === 0) continue;
    result += text.slice(rest, start) + MASK.NAME;
    rest = start + length;
  }
  return result + text.slice(rest);
}

/** Length in characters of the name that a text begins with; 0 if it begins with none. */
function nameLength(text: string, ends: ReadonlySet<string>): number {
  const han = /^\p{Script=Han}+/u.exec(text)?.[0];
  if (han !== undefined) return Math.min(han.length, MAX_NAME_CHARACTERS_HAN);
  const words =
    /^[\p{L}\p{M}][\p{L}\p{M}'’.-]*(?: +[\p{L}\p{M}][\p{L}\p{M}'’-]*)*/u.exec(text)?.[0].split(' ') ?? [];
  const end = words.findIndex((word) => ends.has(word.toLowerCase()));
  const name = words.slice(0, Math.min(end === -1 ? words.length : end, MAX_NAME_WORDS)).join(' ');
  return name.replace(/[.\s]+$/u, '').length;
}
