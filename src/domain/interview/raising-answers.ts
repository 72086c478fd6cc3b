import { isSignCode } from '../findings/predicates';
import { NO_FINDINGS } from '../findings/findings';
import { type RedFlagContext } from '../red-flags/known-facts';
import { type OpenRule, openRules } from '../red-flags/open-rules';
import { type RuleSet } from '../red-flags/red-flag-rules';
import { type Urgency, urgencyRank } from '../urgency';
import { INTERVIEW_QUESTIONS } from './interview';
import { codesAsked } from './next-question';
import { isRelevant, type PatientSoFar } from './relevance';

/** Signs that nobody answered and that would make a rule fire. */
export interface RaisingAnswers {
  readonly ruleCode: string;
  /** Above what the case stands at. */
  readonly urgency: Urgency;
  /** Each is enough by itself; a yes to all of its signs fires the rule. All are of one length, the shortest. */
  readonly ways: readonly (readonly string[])[];
}

/** What takes more answers than this is far away. */
const LONGEST_WAY = 2;
const MOST_WAYS = 3;

/**
 * The rules above `present` that a few answers would fire, the most urgent first, then those that take the fewest answers,
 * then those to which something known contributes already. Like the interview it counts on signs that are asked of such a
 * patient alone: an infant's dangers are none of an adult's, and what nobody is asked for cannot be left unanswered.
 */
export function raisingAnswers(
  ruleSet: RuleSet,
  patient: PatientSoFar,
  context: RedFlagContext,
  present: Urgency | null,
): readonly RaisingAnswers[] {
  const asked = codesAsked(INTERVIEW_QUESTIONS.filter((prompt) => isRelevant(prompt, patient)));
  const isAskable = (code: string): boolean => isSignCode(code) && asked.has(code);
  const lengthsAtFirst = new Map(
    openRules(ruleSet, NO_FINDINGS, context).map((rule) => [rule.code, lengthOf(rule.ways)]),
  );
  return openRules(ruleSet, patient.findings, context)
    .filter(({ urgency }) => urgencyRank(urgency) > urgencyRank(present))
    .map((rule) => ({ ...rule, ways: rule.ways.filter((way) => way.every(isAskable)) }))
    .filter(({ ways }) => lengthOf(ways) <= LONGEST_WAY)
    .map((rule) => ({ rule, isBegun: lengthOf(rule.ways) < (lengthsAtFirst.get(rule.code) ?? 0) }))
    .sort(
      (a, b) =>
        urgencyRank(b.rule.urgency) - urgencyRank(a.rule.urgency) ||
        lengthOf(a.rule.ways) - lengthOf(b.rule.ways) ||
        Number(b.isBegun) - Number(a.isBegun),
    )
    .map(({ rule }) => ({ ruleCode: rule.code, urgency: rule.urgency, ways: shortest(rule.ways) }));
}

function shortest(ways: OpenRule['ways']): OpenRule['ways'] {
  return ways.filter((way) => way.length === lengthOf(ways)).slice(0, MOST_WAYS);
}

/** Of the shortest way; infinite where there is none. */
function lengthOf(ways: OpenRule['ways']): number {
  return Math.min(...ways.map((way) => way.length));
}
