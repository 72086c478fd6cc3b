import { type MeaningMatch } from './compile-language';
import { type Token } from './tokens';

interface Clause {
  readonly sentence: number;
  /** It holds signs and "or", and hardly a word beside them. */
  readonly isBare: boolean;
  readonly hasOr: boolean;
}

const LISTED: ReadonlySet<MeaningMatch['meaning']['kind']> = new Set(['SIGN', 'OUT_OF_SCOPE', 'OR']);
/** "cough or any rash". */
const MAX_OTHER_WORDS = 1;

/**
 * The clauses whose comma only goes on with a list: "no fever, cough or rash", "fever, cough or rash there is not".
 * Without an "or" a comma ends the list: who says "no fever, a rash" may well have the rash.
 */
export function listCommasOf(
  tokens: readonly Token[],
  matches: readonly MeaningMatch[],
): ReadonlySet<number> {
  const clauses = clausesOf(tokens, matches);
  const goesOn = new Set<number>();
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
  for (const { meaning, start, end } of matches) {
    const clause = tokens[start]?.clause ?? -1;
    if (meaning.kind === 'OR') withOr.add(clause);
    if (meaning.kind === 'SIGN' || meaning.kind === 'OUT_OF_SCOPE') withSign.add(clause);
    if (LISTED.has(meaning.kind)) for (let place = start; place < end; place += 1) isMember.add(place);
  }
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
  }));
}
