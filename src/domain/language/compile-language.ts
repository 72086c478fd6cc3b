import { type BodySite, type Duration, type Progression, type Texture } from '../vocabulary';
import { YesNo, type YesNoWords } from './answers';
import { type PhraseMatch } from './find-phrases';
import { type Lexicon, type LengthUnit, type TimeUnit, type TimeWords, type Weekday } from './lexicon';
import { indexPhrases, type Phrase, type PhraseIndex, type Writing } from './phrases';
import { tokenize } from './tokens';

/** What a phrase says of the patient, or of another phrase. */
export type Meaning =
  | { readonly kind: 'SIGN'; readonly codes: readonly string[] }
  /** `opensList`: it denies a whole list, though no "or" ends it. */
  | { readonly kind: 'NOT_BEFORE'; readonly opensList: boolean }
  | { readonly kind: 'NOT_AFTER' | 'OR' | 'AND' | 'BUT' | 'UNSURE' | 'SUPPOSED' | 'PAST' }
  | { readonly kind: 'NEUTRAL' | 'OUT_OF_SCOPE' }
  | { readonly kind: 'SITE'; readonly site: BodySite }
  | { readonly kind: 'TEXTURE'; readonly texture: Texture }
  | { readonly kind: 'DURATION'; readonly duration: Duration }
  | { readonly kind: 'PROGRESSION'; readonly progression: Progression };

/** Whom a phrase names, or how it speaks of them. */
export type PersonMeaning = 'CHILD' | 'OTHER' | 'SELF' | 'THEY' | 'REPORT' | 'JOIN';

/** Part of a number with its unit. */
export type AmountMeaning =
  | { readonly kind: 'NUMBER'; readonly value: number }
  | { readonly kind: 'UNIT'; readonly unit: TimeUnit }
  | { readonly kind: 'CUE' | 'AND' }
  | { readonly kind: 'AGO'; readonly days: number }
  | { readonly kind: 'WEEKDAY'; readonly weekday: Weekday }
  | { readonly kind: 'MONTH'; readonly month: number }
  | { readonly kind: 'LENGTH'; readonly unit: LengthUnit }
  | { readonly kind: 'TIMED'; readonly code: string }
  /** `value` null: of whatever number stands beside. */
  | { readonly kind: 'MEASURE'; readonly code: string; readonly value: number | null };

export type MeaningMatch = PhraseMatch<Meaning>;
export type AmountMatch = PhraseMatch<AmountMeaning>;

/** A language's words, made ready once so that a text is read in one pass for each of these. */
export interface CompiledLanguage {
  readonly meanings: PhraseIndex<Meaning>;
  readonly people: PhraseIndex<PersonMeaning>;
  readonly amounts: PhraseIndex<AmountMeaning>;
  /** Apart from the amounts, since "years old" must not hide the "years". */
  readonly ageCues: PhraseIndex<'AGE'>;
  readonly yesNo: PhraseIndex<YesNo>;
  readonly letters: ReadonlyMap<string, string>;
  readonly negationEndings: readonly string[];
  readonly listEndings: readonly string[];
}

/** What denies, doubts or opposes must not vanish in the middle of a phrase. */
const CLOSES_GAPS: ReadonlySet<Meaning['kind']> = new Set([
  'NOT_BEFORE',
  'NOT_AFTER',
  'UNSURE',
  'SUPPOSED',
  'BUT',
]);

const CIRCUMSTANCES: ReadonlySet<Meaning['kind']> = new Set(['SITE', 'TEXTURE', 'DURATION', 'PROGRESSION']);

/** Stands in Chinese between the members of a list. */
const LIST_COMMA = '、';
const SPOKEN_NUMBER = '#';

/** Makes a language’s words ready to be heard: once, at the start. */
export function compileLanguage(words: {
  readonly lexicon: Lexicon;
  readonly yesNo: YesNoWords;
}): CompiledLanguage {
  const { lexicon, yesNo } = words;
  const letters = new Map(Object.entries(lexicon.letters));
  const writing: Writing = { letters, proclitics: lexicon.proclitics };
  const endings = (phrases: readonly string[]): string[] =>
    phrases.flatMap((phrase) => tokenize(phrase, letters).map(({ word }) => word));
  return {
    meanings: indexPhrases(meaningsOf(lexicon), writing, hides),
    people: indexPhrases(peopleOf(lexicon), writing),
    amounts: indexPhrases(amountsOf(lexicon), writing),
    ageCues: indexPhrases(phrasesOf(lexicon.time.ageCues, 'AGE' as const), writing),
    yesNo: indexPhrases(
      [
        ...phrasesOf(yesNo.yes, YesNo.YES),
        ...phrasesOf(yesNo.no, YesNo.NO),
        ...phrasesOf(yesNo.notSure, YesNo.NOT_SURE),
      ],
      { letters, proclitics: [] },
    ),
    letters,
    negationEndings: endings(lexicon.negationEndings),
    listEndings: endings(lexicon.listEndings),
  };
}

/** "Swollen lips" is a sign and still names the place: what is said of it is hidden by its own kind alone. */
function hides(longer: Meaning, shorter: Meaning): boolean {
  return !CIRCUMSTANCES.has(shorter.kind) || longer.kind === shorter.kind || longer.kind === 'NEUTRAL';
}

function meaningsOf(lexicon: Lexicon): readonly Phrase<Meaning>[] {
  const of = (phrases: readonly string[] | undefined, meaning: Meaning): Phrase<Meaning>[] =>
    phrasesOf(phrases, meaning).map((phrase) => ({ ...phrase, closesGaps: CLOSES_GAPS.has(meaning.kind) }));
  return [
    ...of(lexicon.negationsBefore, { kind: 'NOT_BEFORE', opensList: false }),
    ...of(lexicon.listDenials, { kind: 'NOT_BEFORE', opensList: true }),
    ...of(lexicon.negationsAfter, { kind: 'NOT_AFTER' }),
    ...of([...lexicon.listWords, LIST_COMMA], { kind: 'OR' }),
    ...of(lexicon.and, { kind: 'AND' }),
    ...of(lexicon.contrast, { kind: 'BUT' }),
    ...of(lexicon.unsure, { kind: 'UNSURE' }),
    ...of(lexicon.supposed, { kind: 'SUPPOSED' }),
    ...of(lexicon.past, { kind: 'PAST' }),
    ...of(lexicon.neutral, { kind: 'NEUTRAL' }),
    ...of(lexicon.outOfScope, { kind: 'OUT_OF_SCOPE' }),
    ...signPhrases(lexicon.signs),
    ...byKey<BodySite, Meaning>(lexicon.bodySites, (site) => ({ kind: 'SITE', site })),
    ...byKey<Texture, Meaning>(lexicon.textures, (texture) => ({ kind: 'TEXTURE', texture })),
    ...byKey<Duration, Meaning>(lexicon.durations, (duration) => ({ kind: 'DURATION', duration })),
    ...byKey<Progression, Meaning>(lexicon.progressions, (progression) => ({
      kind: 'PROGRESSION',
      progression,
    })),
  ];
}

/** A phrase may stand under several signs ("it hurts"): it then gives them all. */
function signPhrases(signs: Lexicon['signs']): Phrase<Meaning>[] {
  const codesByPhrase = new Map<string, string[]>();
  for (const [code, phrases] of Object.entries(signs)) {
    for (const phrase of phrases) codesByPhrase.set(phrase, [...(codesByPhrase.get(phrase) ?? []), code]);
  }
  return [...codesByPhrase].map(([phrase, codes]) => ({ phrase, meaning: { kind: 'SIGN', codes } }));
}

function peopleOf({ people, and, listWords, contrast }: Lexicon): readonly Phrase<PersonMeaning>[] {
  return [
    ...phrasesOf(people.children, 'CHILD' as const),
    ...phrasesOf(people.others, 'OTHER' as const),
    ...phrasesOf(people.self, 'SELF' as const),
    ...phrasesOf(people.they, 'THEY' as const),
    ...phrasesOf(people.reports, 'REPORT' as const),
    ...phrasesOf([...and, ...listWords, ...contrast], 'JOIN' as const),
  ];
}

function amountsOf({ time, lengths, measures, timed, and }: Lexicon): readonly Phrase<AmountMeaning>[] {
  return [
    ...timePhrases(time),
    ...phrasesOf(and, { kind: 'AND' } as const),
    ...byKey<LengthUnit, AmountMeaning>(lengths, (unit) => ({ kind: 'LENGTH', unit })),
    ...byKey<string, AmountMeaning>(timed, (code) => ({ kind: 'TIMED', code })),
    ...Object.entries(measures).flatMap(([code, byValue]) =>
      byKey<string, AmountMeaning>(byValue, (value) => ({
        kind: 'MEASURE',
        code,
        value: value === SPOKEN_NUMBER ? null : Number(value),
      })),
    ),
  ];
}

function timePhrases(time: TimeWords): readonly Phrase<AmountMeaning>[] {
  return [
    ...byKey<TimeUnit, AmountMeaning>(time.units, (unit) => ({ kind: 'UNIT', unit })),
    ...byKey<string, AmountMeaning>(time.numbers, (value) => ({ kind: 'NUMBER', value: Number(value) })),
    ...phrasesOf(time.cues, { kind: 'CUE' } as const),
    ...byKey<string, AmountMeaning>(time.ago, (days) => ({ kind: 'AGO', days: Number(days) })),
    ...byKey<Weekday, AmountMeaning>(time.weekdays, (weekday) => ({ kind: 'WEEKDAY', weekday })),
    ...byKey<string, AmountMeaning>(time.months, (month) => ({ kind: 'MONTH', month: Number(month) })),
  ];
}

function byKey<K extends string, T>(
  phrases: Readonly<Partial<Record<K, readonly string[]>>>,
  meaningOf: (key: K) => T,
): Phrase<T>[] {
  return (Object.keys(phrases) as K[]).flatMap((key) => phrasesOf(phrases[key], meaningOf(key)));
}

function phrasesOf<T>(phrases: readonly string[] | undefined, meaning: T): Phrase<T>[] {
  return (phrases ?? []).map((phrase) => ({ phrase, meaning }));
}
