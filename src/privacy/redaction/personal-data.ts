/** What kinds of personal data are looked for. */
export const PersonalDataKind = {
  EMAIL: 'EMAIL',
  WEB_ADDRESS: 'WEB_ADDRESS',
  IP_ADDRESS: 'IP_ADDRESS',
  PHONE: 'PHONE',
  CARD: 'CARD',
  BANK_ACCOUNT: 'BANK_ACCOUNT',
  IDENTITY_NUMBER: 'IDENTITY_NUMBER',
  /** Seven digits or more that are none of the others for certain. */
  LONG_NUMBER: 'LONG_NUMBER',
  DATE: 'DATE',
  /** Over 89 years: so old that few are. */
  AGE: 'AGE',
  ADDRESS: 'ADDRESS',
  PLACE: 'PLACE',
  ORGANISATION: 'ORGANISATION',
  NAME: 'NAME',
} as const;
export type PersonalDataKind = (typeof PersonalDataKind)[keyof typeof PersonalDataKind];

/** What stands in the text where something personal was. No mask is a word of any lexicon: a test holds that. */
export const MASKS: Readonly<Record<PersonalDataKind, string>> = {
  EMAIL: '[email]',
  WEB_ADDRESS: '[link]',
  IP_ADDRESS: '[link]',
  PHONE: '[phone]',
  CARD: '[card]',
  BANK_ACCOUNT: '[account]',
  IDENTITY_NUMBER: '[id]',
  LONG_NUMBER: '[number]',
  DATE: '[date]',
  AGE: '[over 89]',
  ADDRESS: '[address]',
  PLACE: '[place]',
  ORGANISATION: '[organisation]',
  NAME: '[name]',
};

/** A piece of a text, in UTF-16 units from its beginning; `end` is the first that does not belong to it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Removal extends Span {
  readonly kind: PersonalDataKind;
}

/** What a detector may know besides the text. */
export interface Circumstances {
  /** BCP 47's first part, in small letters ("pt"). */
  readonly language: string;
  /** ISO 3166 country whose telephone numbers are written without a country code; null if not known. */
  readonly region: string | null;
}

/** Finds one kind of personal data. What others found before stands blanked in the text, each unit as `BLANK`. */
export type Detector = (text: string, circumstances: Circumstances) => readonly Span[];

/** No letter, no digit, no space: nothing matches across what was found already. */
export const BLANK = '\uFFFC';

/** Every match of a pattern (with the `g` flag), or of its group `personal` where it has one (and the `d` flag). */
export function spansOf(
  text: string,
  pattern: RegExp,
  accept: (match: RegExpExecArray) => boolean = () => true,
): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    if (!accept(match)) continue;
    const group = match.indices?.groups?.['personal'];
    const [start, end] = group ?? [match.index, match.index + match[0].length];
    if (end > start) spans.push({ start, end });
  }
  return spans;
}
