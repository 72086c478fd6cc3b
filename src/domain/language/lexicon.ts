import { type BodySite, type Duration, type Progression, type Texture } from '../vocabulary';

/**
 * A language's words for findings, from a file that a non-programmer can edit. In a phrase a `*` ends a word that may
 * go on, and a lone `~` stands for up to five words in between, over one comma at most; a lone `+` for the same in
 * either order. `lip/tongue swells/swollen` is each combination.
 */
export interface Lexicon {
  /** "no", "without": deny what follows. */
  readonly negationsBefore: readonly string[];
  /** "denies", of charts: as `negationsBefore`, and "denies fever, chills, cough" denies all three. */
  readonly listDenials: readonly string[];
  /** For languages in which the "not" comes last. */
  readonly negationsAfter: readonly string[];
  /** "or", "nor": carry a denial on to the next sign. */
  readonly listWords: readonly string[];
  /** "but": neither a denial nor a `~` reaches over it. */
  readonly contrast: readonly string[];
  /** "and": a denial does not reach over it. */
  readonly and: readonly string[];
  /** "not sure", "maybe": what stands beside them stays unknown. */
  readonly unsure: readonly string[];
  /** "if I get", "could it be", "I am afraid of": what follows is not said to be so, and stays unknown. */
  readonly supposed: readonly string[];
  /** "years ago", "used to have": what stands beside them is history: not present, and never absent. */
  readonly past: readonly string[];
  /** "not only", "no wonder": phrases that would be mistaken for a sign or a denial, and are neither. */
  readonly neutral: readonly string[];
  /** Letters that are taken as another one: { "發": "发" }. */
  readonly letters: Readonly<Record<string, string>>;
  /** Arabic "wa-", "al-": syllables that are written on to the front of a word. */
  readonly proclitics: readonly string[];
  /** Tamil "-வில்லை": where a sign's word ends in `*` and goes on so, it is denied. */
  readonly negationEndings: readonly string[];
  /** Tamil "-உம்": signs whose words end so stand in one list, and are denied together. */
  readonly listEndings: readonly string[];
  readonly signs: Readonly<Record<string, readonly string[]>>;
  readonly bodySites: Readonly<Partial<Record<BodySite, readonly string[]>>>;
  readonly textures: Readonly<Partial<Record<Texture, readonly string[]>>>;
  readonly durations: Readonly<Partial<Record<Duration, readonly string[]>>>;
  readonly progressions: Readonly<Partial<Record<Progression, readonly string[]>>>;
  readonly people: PeopleWords;
  /**
   * Words that amount to a number of the vocabulary: { diameter_mm: { "6": ["pencil eraser"] } }. Under "#" stand words
   * that follow a number which somebody says: { pustule_count: { "#": ["pus spots"] } }.
   */
  readonly measures: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Beside these words a span of time fills that number: { non_healing_weeks: ["does not heal"] }. */
  readonly timed: Readonly<Record<string, readonly string[]>>;
  readonly lengths: Readonly<Record<LengthUnit, readonly string[]>>;
  /** Complaints that are not about the skin. */
  readonly outOfScope: readonly string[];
  readonly time: TimeWords;
}

/** Whose sign it is. */
export interface PeopleWords {
  /** "my baby": the patient, unless the speaker is known to speak for themselves. */
  readonly children: readonly string[];
  /** "my mother": somebody else, unless the speaker is known to speak for another adult. */
  readonly others: readonly string[];
  /** "I", "my": from here on it is about the patient again. */
  readonly self: readonly string[];
  /** "she": a sentence that begins so goes on about the person last named. */
  readonly they: readonly string[];
  /** "says", "noticed": right after a person, what follows is no story of theirs. */
  readonly reports: readonly string[];
}

export const LengthUnit = { MM: 'mm', CM: 'cm', INCH: 'inch' } as const;
export type LengthUnit = (typeof LengthUnit)[keyof typeof LengthUnit];

export type TimeUnit = 'day' | 'week' | 'month' | 'year';

export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A language's words for spans of time. */
export interface TimeWords {
  readonly units: Readonly<Record<TimeUnit, readonly string[]>>;
  /** Number words by their value: { "2": ["two", "a couple of"] }. Digits are always understood. */
  readonly numbers: Readonly<Record<string, readonly string[]>>;
  /** "for", "since", "ago": a span beside one of them is a duration, another one may be an age. */
  readonly cues: readonly string[];
  /** Days since it began, no number needed: { "1": ["yesterday"], "60": ["for months"] }. */
  readonly ago: Readonly<Record<string, readonly string[]>>;
  readonly weekdays: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** By the number of the month, from "1". */
  readonly months: Readonly<Record<string, readonly string[]>>;
  /** "years old", "aged": a number beside one of them is an age. */
  readonly ageCues: readonly string[];
}
