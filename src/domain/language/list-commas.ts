import { type MeaningMatch } from './compile-language';
import { type Token } from './tokens';

interface Clause {
  readonly sentence: number;
  /** It holds signs and "or", and hardly a word beside them. */
  readonly isBare: boolean;
  readonly hasOr: boolean;
  /** It holds signs and no word beside them. */
  readonly isPure: boolean;
  /** It holds signs, and behind them "not" and the verb, as in Hindi "छाले नहीं हैं". */
  readonly isClosingDenial: boolean;
  /** It holds a word that denies whole lists, as charts do: "denies fever". */
  readonly opensDenial: boolean;
}

const LISTED: ReadonlySet<MeaningMatch['meaning']['kind']> = new Set(['SIGN', 'OUT_OF_SCOPE', 'OR']);
/** "cough or any rash". */
const MAX_OTHER_WORDS = 1;
/**
 * One denial holds for a list of so many without an "or": of two, as in "fever, blisters are not" of a language whose verb
 * comes last, the other one may be there.
 */
const MIN_DENIED_LIST = 3;

/**
 * The clauses whose comma only goes on with a list: "no fever, cough or rash", "fever, cough or rash there is not".
 * Without an "or" a comma ends the list: who says "no fever, a rash" may well have the rash. Only charts deny without one:
 * "denies fever, chills, cough".
 */
export function listCommasOf(
  tokens: readonly Token[],
  matches: readonly MeaningMatch[],
): ReadonlySet<number> {
  const clauses = clausesOf(tokens, matches);
  const goesOn = new Set(
    clauses.flatMap((_clause, at) => [...deniedListBefore(clauses, at), ...deniedListBehind(clauses, at)]),
  );
  for (let end = clauses.length - 1; end >= 0; end -= 1) {
    if (clauses[end]?.hasOr !== true) continue;
    let start = end;
    while (start > 0 && (start === end || goesOnFrom(clauses, start, end))) start -= 1;
    const isClosed = clauses[end]?.isBare === true;
    for (let clause = start + 1; clause <= end; clause += 1) {
      const before = clauses[clause - 1];
      if (isSameSentence(clauses, clause - 1, end) && (isClosed || before?.isBare === true))
        goesOn.add(clause);
    }
  }
  return goesOn;
}

/** The clauses, without the first, of a list that is denied at its end: "बुखार, खाँसी, छाले नहीं हैं". */
function deniedListBefore(clauses: readonly Clause[], end: number): readonly number[] {
  if (clauses[end]?.isClosingDenial !== true) return [];
  let start = end;
  while (clauses[start - 1]?.isPure === true && isSameSentence(clauses, start - 1, end)) start -= 1;
  const members = Array.from({ length: end - start }, (_unused, index) => start + 1 + index);
  return members.length + 1 >= MIN_DENIED_LIST ? members : [];
}

/** The clauses, without the first, of a list that is denied at its start: "denies fever, chills, cough". */
function deniedListBehind(clauses: readonly Clause[], start: number): readonly number[] {
  if (clauses[start]?.opensDenial !== true) return [];
  const members: number[] = [];
  for (
    let next = start + 1;
    clauses[next]?.isPure === true && isSameSentence(clauses, start, next);
    next += 1
  )
    members.push(next);
  return members.length + 1 >= MIN_DENIED_LIST ? members : [];
}

/** A clause with an "or" of its own ends the list before it. */
function goesOnFrom(clauses: readonly Clause[], clause: number, end: number): boolean {
  const { isBare = false, hasOr = false } = clauses[clause] ?? {};
  return isBare && !hasOr && isSameSentence(clauses, clause, end);
}

function isSameSentence(clauses: readonly Clause[], a: number, b: number): boolean {
  return clauses[a]?.sentence === clauses[b]?.sentence;
}

/** By the number of the clause; one without words is not bare. */
function clausesOf(tokens: readonly Token[], matches: readonly MeaningMatch[]): readonly Clause[] {
  const isMember = new Set<number>();
  const withOr = new Set<number>();
  const withSign = new Set<number>();
  const opening = new Set<number>();
  for (const { meaning, start, end } of matches) {
    const clause = tokens[start]?.clause ?? -1;
    if (meaning.kind === 'OR') withOr.add(clause);
    if (meaning.kind === 'NOT_BEFORE' && meaning.opensList) opening.add(clause);
    if (meaning.kind === 'SIGN' || meaning.kind === 'OUT_OF_SCOPE') withSign.add(clause);
    if (LISTED.has(meaning.kind)) for (let place = start; place < end; place += 1) isMember.add(place);
  }
  const closing = closingDenials(tokens, matches, isMember);
  const otherWords = new Map<number, number>();
  const sentences = new Map<number, number>();
  for (const [place, { clause, sentence }] of tokens.entries()) {
    sentences.set(clause, sentence);
    if (!isMember.has(place)) otherWords.set(clause, (otherWords.get(clause) ?? 0) + 1);
  }
  const length = (tokens.at(-1)?.clause ?? -1) + 1;
  return Array.from({ length }, (_unused, clause) => ({
    sentence: sentences.get(clause) ?? -1,
    isBare: withSign.has(clause) && (otherWords.get(clause) ?? 0) <= MAX_OTHER_WORDS,
    hasOr: withOr.has(clause),
    isPure: withSign.has(clause) && !otherWords.has(clause),
    isClosingDenial: closing.has(clause),
    opensDenial: opening.has(clause),
  }));
}

/** The clauses that are nothing but signs, a denial and the verb that ends it. */
function closingDenials(
  tokens: readonly Token[],
  matches: readonly MeaningMatch[],
  isMember: ReadonlySet<number>,
): ReadonlySet<number> {
  const verbEnds = new Map(
    matches.flatMap(({ meaning, start, end }) => (meaning.kind === 'AND' ? [[start, end] as const] : [])),
  );
  const closing = new Set<number>();
  for (const { meaning, start, end } of matches) {
    const verbEnd = verbEnds.get(end);
    const clause = tokens[start]?.clause;
    if (meaning.kind !== 'NOT_AFTER' || verbEnd === undefined || clause === undefined) continue;
    let first = start;
    while (isMember.has(first - 1)) first -= 1;
    const isWhole = tokens[first - 1]?.clause !== clause && tokens[verbEnd]?.clause !== clause;
    if (first < start && isWhole) closing.add(clause);
  }
  return closing;
}
