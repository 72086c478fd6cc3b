import { durationOf } from './durations';
import { Truth, type FindingsUpdate, type SignFinding } from './findings';
import { type Lexicon } from './lexicon';
import { findPhrases, tokenize, type Phrase, type PhraseMatch } from './tokens';
import { InterviewTopic, type BodySite, type Duration, type Progression, type Texture } from './vocabulary';

type Meaning =
  | { readonly kind: 'SIGN'; readonly codes: readonly string[] }
  | { readonly kind: 'NOT_BEFORE' }
  | { readonly kind: 'NOT_AFTER' }
  | { readonly kind: 'OR' }
  | { readonly kind: 'UNSURE' }
  | { readonly kind: 'SITE'; readonly site: BodySite }
  | { readonly kind: 'TEXTURE'; readonly texture: Texture }
  | { readonly kind: 'DURATION'; readonly duration: Duration }
  | { readonly kind: 'PROGRESSION'; readonly progression: Progression };

type SignMatch = PhraseMatch<Extract<Meaning, { kind: 'SIGN' }>>;
type Standing = 'PRESENT' | 'ABSENT' | 'UNSURE';

/** What denies or doubts a sign must not vanish in the middle of one. */
const DOUBTS: ReadonlySet<Meaning['kind']> = new Set(['NOT_BEFORE', 'NOT_AFTER', 'UNSURE']);

/** Words that may stand between a negation and what it denies. */
const NEGATION_REACH_WORDS = 3;
const UNSURE_REACH_WORDS = 4;

/**
 * What a text says about the patient, by whole words of the language's lexicon; `because` is the words that said it.
 * A negation denies the nearest sign only, and further ones only through "or": in doubt a sign is present, since a
 * danger wrongly denied is worse than one wrongly feared. What the text does not mention stays unknown.
 * @param expecting the topic that was asked; a bare "two weeks" is a duration only as an answer about duration.
 */
export function extractFindings(
  text: string,
  lexicon: Lexicon,
  expecting: InterviewTopic | null = null,
): FindingsUpdate {
  const tokens = tokenize(text);
  const matches = findPhrases(tokens, phrasesOf(lexicon));
  const duration =
    matches.flatMap(({ meaning }) => (meaning.kind === 'DURATION' ? [meaning.duration] : [])).at(0) ??
    durationOf(tokens, lexicon.time, expecting === InterviewTopic.DURATION);
  const progression = affirmed(matches, 'PROGRESSION')
    .map((m) => m.progression)
    .at(0);
  const signs = signsIn(matches);
  const sites = new Set(affirmed(matches, 'SITE').map(({ site }) => site));
  const textures = new Set(affirmed(matches, 'TEXTURE').map(({ texture }) => texture));
  return {
    ...(Object.keys(signs).length > 0 && { signs }),
    ...(sites.size > 0 && { bodySites: [...sites] }),
    ...(textures.size > 0 && { textures: [...textures] }),
    ...(duration !== null && { duration }),
    ...(progression !== undefined && { progression }),
  };
}

export function isEmptyUpdate(update: FindingsUpdate): boolean {
  return Object.keys(update).length === 0;
}

function phrasesOf(lexicon: Lexicon): readonly Phrase<Meaning>[] {
  const of = (words: readonly string[] | undefined, meaning: Meaning): Phrase<Meaning>[] =>
    (words ?? []).map((phrase) => ({ phrase, meaning, closesGaps: DOUBTS.has(meaning.kind) }));
  return [
    ...of(lexicon.negationsBefore, { kind: 'NOT_BEFORE' }),
    ...of(lexicon.negationsAfter, { kind: 'NOT_AFTER' }),
    ...of(lexicon.listWords, { kind: 'OR' }),
    ...of(lexicon.unsure, { kind: 'UNSURE' }),
    ...signPhrases(lexicon.signs),
    ...keysOf(lexicon.bodySites).flatMap((site) => of(lexicon.bodySites[site], { kind: 'SITE', site })),
    ...keysOf(lexicon.textures).flatMap((texture) =>
      of(lexicon.textures[texture], { kind: 'TEXTURE', texture }),
    ),
    ...keysOf(lexicon.durations).flatMap((duration) =>
      of(lexicon.durations[duration], { kind: 'DURATION', duration }),
    ),
    ...keysOf(lexicon.progressions).flatMap((progression) =>
      of(lexicon.progressions[progression], { kind: 'PROGRESSION', progression }),
    ),
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

function signsIn(matches: readonly PhraseMatch<Meaning>[]): Readonly<Record<string, SignFinding>> {
  const signs: Record<string, SignFinding> = {};
  matches.forEach((match, index) => {
    if (!isSign(match)) return;
    const standing = standingOf(matches, index);
    if (standing === 'UNSURE') return;
    for (const code of match.meaning.codes) {
      if (signs[code]?.truth === Truth.PRESENT) continue;
      signs[code] = { truth: Truth[standing], because: match.words };
    }
  });
  return signs;
}

/** Whether the sign at `index` is said to be there: looks at the words before it, then at those behind it. */
function standingOf(matches: readonly PhraseMatch<Meaning>[], index: number): Standing {
  const before = qualifier(matches, index, -1);
  if (before !== null) return before;
  return qualifier(matches, index, 1) ?? 'PRESENT';
}

/**
 * Walks away from the word at `index`, over signs only where "or" joins them, and stops at the first word that
 * qualifies it or is too far off.
 */
function qualifier(
  matches: readonly PhraseMatch<Meaning>[],
  index: number,
  step: 1 | -1,
): Exclude<Standing, 'PRESENT'> | null {
  const negation = step === 1 ? 'NOT_AFTER' : 'NOT_BEFORE';
  let isJoined = false;
  let from = matches[index];
  for (let i = index + step; from !== undefined; i += step) {
    const next: PhraseMatch<Meaning> | undefined = matches[i];
    if (next === undefined || next.clause !== from.clause) return null;
    const gapWords = step === 1 ? next.start - from.end : from.start - next.end;
    const { kind } = next.meaning;
    if (kind === 'UNSURE') return gapWords <= UNSURE_REACH_WORDS ? 'UNSURE' : null;
    if (gapWords > NEGATION_REACH_WORDS) return null;
    if (kind === negation) return 'ABSENT';
    if (kind === 'SIGN' && !isJoined) return null;
    isJoined = kind === 'OR' || (isJoined && kind !== 'SIGN');
    from = next;
  }
  return null;
}

function isSign(match: PhraseMatch<Meaning>): match is SignMatch {
  return match.meaning.kind === 'SIGN';
}

/** What is said of the place or the course and not denied: "not on the face" names no place. */
function affirmed<K extends 'SITE' | 'TEXTURE' | 'PROGRESSION'>(
  matches: readonly PhraseMatch<Meaning>[],
  kind: K,
): readonly Extract<Meaning, { kind: K }>[] {
  return matches.flatMap((match, index) =>
    isKind(match.meaning, kind) && qualifier(matches, index, -1) === null ? [match.meaning] : [],
  );
}

function isKind<K extends Meaning['kind']>(
  meaning: Meaning,
  kind: K,
): meaning is Extract<Meaning, { kind: K }> {
  return meaning.kind === kind;
}

function keysOf<K extends string>(record: Readonly<Partial<Record<K, unknown>>>): readonly K[] {
  return Object.keys(record) as K[];
}
