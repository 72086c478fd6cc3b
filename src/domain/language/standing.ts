import { type CompiledLanguage, type Meaning, type MeaningMatch } from './compile-language';
import { type Story } from './people';
import { nearTo, overlaps, wordsBetween, type Token, type TokenSpan } from './tokens';

/** What a text says of a phrase in it. */
export const Standing = {
  PRESENT: 'PRESENT',
  ABSENT: 'ABSENT',
  /** Doubted, supposed or asked. */
  UNSURE: 'UNSURE',
  /** It was so once. */
  PAST: 'PAST',
  /** It is somebody else's. */
  OTHERS: 'OTHERS',
} as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

export interface Judged {
  readonly standing: Standing;
  /** The words that make it so; null where it simply stands there. */
  readonly by: TokenSpan | null;
}

/** A text as far as its signs and the words around them are known. */
export interface ReadText {
  readonly tokens: readonly Token[];
  readonly matches: readonly MeaningMatch[];
  readonly story: Story;
  readonly language: CompiledLanguage;
  /** Clauses that only go on with the list of the one before, as in "no fever, cough or rash". */
  readonly listCommas: ReadonlySet<number>;
}

type Kind = Meaning['kind'];
/** Onwards or backwards in the text. */
type Step = 1 | -1;

/** Words that may stand between a word and what it denies, doubts or sets in the past. */
const NEGATION_REACH_WORDS = 3;
const DOUBT_REACH_WORDS = 4;
const PAST_REACH_WORDS = 4;
/** Longer than any list that people say; keeps the reading of a text linear. */
const MAX_WALKED_PHRASES = 24;

/** Once so, always so: "I had skin cancer years ago" is no past. */
const LASTING_SIGNS: ReadonlySet<string> = new Set([
  'oculocutaneous_albinism',
  'diabetes',
  'hiv_positive',
  'immunosuppressed',
  'organ_transplant',
  'prior_skin_cancer',
  'known_eczema',
  'chronic_scar_or_burn',
  'treated_kala_azar',
  'rash_after_kala_azar',
  'enlarging_despite_treatment',
]);

/** What is said of other people is the patient's own danger. */
const SIGNS_IN_OTHERS: ReadonlySet<string> = new Set([
  'household_itch',
  'contact_mpox',
  'contact_measles_rubella_varicella',
]);

/** What the text says of one sign that the phrase at `index` may give. */
export function standingOf(text: ReadText, index: number, code: string): Judged {
  const match = text.matches[index];
  if (match === undefined) return { standing: Standing.PRESENT, by: null };
  const other = SIGNS_IN_OTHERS.has(code) ? null : text.story.otherAt(match);
  if (other !== null) return { standing: Standing.OTHERS, by: other };
  const past = LASTING_SIGNS.has(code) ? null : pastBeside(text, index);
  if (past !== null) return { standing: Standing.PAST, by: past };
  const { negationEndings } = text.language;
  if (match.ending !== '' && negationEndings.some((ending) => match.ending.endsWith(ending)))
    return { standing: Standing.ABSENT, by: { start: match.end - 1, end: match.end } };
  return (
    qualifierOf(text, index, -1) ?? qualifierOf(text, index, 1) ?? { standing: Standing.PRESENT, by: null }
  );
}

/** Whether the words before the phrase deny or doubt it: "not on the face" names no place. */
export function isQualified(text: ReadText, index: number): boolean {
  return qualifierOf(text, index, -1) !== null;
}

/**
 * Walks away from the phrase at `index`, over signs only where "or" joins them, and stops at the first word that
 * qualifies it, opposes it or is too far off. A denial reaches the nearest sign only: in doubt a sign is present, since
 * a danger wrongly denied is worse than one wrongly feared.
 */
function qualifierOf(text: ReadText, index: number, step: Step): Judged | null {
  const negation: Kind = step === 1 ? 'NOT_AFTER' : 'NOT_BEFORE';
  let isJoined = false;
  let from = text.matches[index];
  for (let walked = 1; walked <= MAX_WALKED_PHRASES; walked += 1) {
    const next = text.matches[index + step * walked];
    if (next === undefined || from === undefined) return null;
    const { kind } = next.meaning;
    if (overlaps(next, from) && kind !== negation) continue;
    if (!isSameClause(text, next, from)) {
      if (!isListComma(text, next, from)) return null;
      isJoined = true;
    }
    const words = wordsBetween(text.tokens, next, from);
    if (isDoubt(text, next, step))
      return words <= DOUBT_REACH_WORDS ? { standing: Standing.UNSURE, by: next } : null;
    if (words > NEGATION_REACH_WORDS || kind === 'AND' || kind === 'BUT') return null;
    if (kind === negation) return { standing: Standing.ABSENT, by: next };
    if (kind === 'SIGN' && !isJoined && !isListed(text, step === 1 ? from : next)) return null;
    if (kind === 'SIGN') isJoined = false;
    if (kind === 'OR') isJoined = true;
    from = next;
  }
  return null;
}

/** Behind a sign a doubt must close the clause: "fever, not sure", but not "a rash, I don't know why". */
function isDoubt(text: ReadText, match: MeaningMatch, step: Step): boolean {
  if (match.meaning.kind === 'UNSURE') return step === -1 || endsClause(text, match);
  return match.meaning.kind === 'SUPPOSED' && step === -1;
}

/** Whether a word that is no sign is denied: "no pus spots" counts none. */
export function isDenied({ tokens, matches }: ReadText, span: TokenSpan): boolean {
  const isBetween = (sign: TokenSpan, denial: TokenSpan): boolean =>
    sign.start >= Math.min(denial.end, span.end) && sign.end <= Math.max(denial.start, span.start);
  const beside = nearTo(tokens, matches, span, NEGATION_REACH_WORDS);
  const signs = beside.filter(({ meaning: { kind } }) => kind === 'SIGN' || kind === 'BUT' || kind === 'AND');
  return beside.some((denial) => {
    const { kind } = denial.meaning;
    const isOfIt = denial.end <= span.start ? kind === 'NOT_BEFORE' : kind === 'NOT_AFTER';
    return isOfIt && !signs.some((sign) => isBetween(sign, denial));
  });
}

/** History stands beside the nearest sign of the clause, with nothing but filling words in between. */
function pastBeside(text: ReadText, index: number): TokenSpan | null {
  const self = text.matches[index];
  if (self === undefined) return null;
  for (const step of [-1, 1]) {
    for (let walked = 1; walked <= MAX_WALKED_PHRASES; walked += 1) {
      const next = text.matches[index + step * walked];
      if (next === undefined || !isSameClause(text, next, self)) break;
      const words = wordsBetween(text.tokens, next, self);
      const { kind } = next.meaning;
      if (kind === 'PAST' && words <= PAST_REACH_WORDS) return next;
      if ((kind === 'SIGN' && !overlaps(next, self)) || kind === 'AND' || kind === 'BUT') break;
    }
  }
  return null;
}

/** "काய்ச்சலும்": its ending says that the list goes on. */
function isListed({ language, tokens }: ReadText, { end }: MeaningMatch): boolean {
  const word = tokens[end - 1]?.word ?? '';
  return language.listEndings.some((ending) => word.endsWith(ending));
}

function isSameClause({ tokens }: ReadText, a: MeaningMatch, b: MeaningMatch): boolean {
  return tokens[a.start]?.clause === tokens[b.start]?.clause;
}

/** Whether nothing but the comma of a list stands between two phrases of neighbouring clauses. */
function isListComma({ tokens, listCommas }: ReadText, a: MeaningMatch, b: MeaningMatch): boolean {
  const [before = -1, after = -1] = [a, b]
    .map(({ start }) => tokens[start]?.clause ?? -1)
    .sort((x, y) => x - y);
  return after === before + 1 && listCommas.has(after);
}

function endsClause({ tokens }: ReadText, { end }: TokenSpan): boolean {
  return tokens[end]?.clause !== tokens[end - 1]?.clause;
}
