import { type RedFlag } from '../case/assessment';
import { type Findings, Truth } from '../findings/findings';
import { meaningOf, VOLUNTEERED_SIGNS } from '../findings/predicates';
import { allOf, anyOf } from '../findings/truth';
import { joinUrgency, Urgency } from '../urgency';
import { type Facts, factsOf, type Interval, type RedFlagContext } from './known-facts';
import {
  type Comparison,
  type Condition,
  Operator,
  type Rule,
  type RuleSet,
  type Score,
  UNSIGNED_SOURCE,
} from './red-flag-rules';

interface RedFlagVerdict {
  /** Most urgent first. */
  readonly fired: readonly RedFlag[];
  /**
   * Signs and numbers whose answer could still make an EMERGENCY rule fire, sorted. Without those that nobody is
   * asked for (see VOLUNTEERED_SIGNS).
   */
  readonly unknownEmergencyCodes: readonly string[];
  /** The most urgent of the fired rules; null if none fired, which is not a verdict that all is well. */
  readonly urgency: Urgency | null;
}

/**
 * Holds every rule against what is known. Total and pure; a rule fires only on what is certainly so: unknown answers
 * never fire it, and never count as "no".
 */
export function evaluateRedFlags(
  ruleSet: RuleSet,
  findings: Findings,
  context: RedFlagContext,
): RedFlagVerdict {
  const facts = factsOf(findings, context, ruleSet.suspicion);
  const judged = ruleSet.rules.map((rule) => ({
    rule,
    judgement: judgeCondition(rule.when, {
      facts,
      scores: ruleSet.scores,
      endemicDisease: rule.endemicDisease,
    }),
  }));
  const fired = judged
    .filter(({ judgement }) => judgement.truth === Truth.PRESENT)
    .map(({ rule, judgement }) => redFlag(rule, judgement.decisive, facts, ruleSet))
    .sort((a, b) => byUrgency(a.urgency, b.urgency));
  const open = judged
    .filter(({ rule }) => rule.urgency === Urgency.EMERGENCY)
    .filter(({ judgement }) => judgement.truth === Truth.UNKNOWN)
    .flatMap(({ judgement }) => judgement.decisive)
    .filter((code) => !VOLUNTEERED_SIGNS.has(code));
  return {
    fired,
    unknownEmergencyCodes: [...new Set(open)].sort(),
    urgency: fired.reduce<Urgency | null>((highest, flag) => joinUrgency(highest, flag.urgency), null),
  };
}

export interface Judgement {
  readonly truth: Truth;
  /** The codes that made it so: of the present parts if PRESENT, of the unknown ones if UNKNOWN. */
  readonly decisive: readonly string[];
}

export interface Knowledge {
  readonly facts: Facts;
  readonly scores: Readonly<Record<string, Score>>;
  readonly endemicDisease: string | null;
}

/** Whether a condition holds by what is known, and which codes made it so. Total: unknown is an answer. */
export function judgeCondition(condition: Condition, known: Knowledge): Judgement {
  switch (condition.kind) {
    case 'SIGN':
      return {
        truth: known.facts.truth(condition.code, known.endemicDisease),
        decisive: [condition.code],
      };
    case 'COMPARE':
      return compare(condition, known);
    case 'ANY':
    case 'ALL': {
      const parts = condition.of.map((part) => judgeCondition(part, known));
      const truths = parts.map((part) => part.truth);
      const truth = condition.kind === 'ANY' ? anyOf(truths) : allOf(truths);
      return {
        truth,
        decisive: parts.filter((part) => part.truth === truth).flatMap((part) => part.decisive),
      };
    }
  }
}

/** A score is an interval while answers are missing: it fires on its least, and its most keeps it open. */
function compare({ code, operator, limit }: Comparison, known: Knowledge): Judgement {
  const score = known.scores[code];
  if (score === undefined) {
    return { truth: within(known.facts.number(code), operator, limit), decisive: [code] };
  }
  const parts = score.points.map(({ when, points }) => ({ points, judgement: judgeCondition(when, known) }));
  const sum = (truths: readonly Truth[]): number =>
    parts
      .filter(({ judgement }) => truths.includes(judgement.truth))
      .reduce((total, { points }) => total + points, 0);
  const range = { least: sum([Truth.PRESENT]), most: sum([Truth.PRESENT, Truth.UNKNOWN]) };
  const truth = within(range, operator, limit);
  return {
    truth,
    decisive: parts
      .filter(({ judgement }) => judgement.truth === truth)
      .flatMap(({ judgement }) => judgement.decisive),
  };
}

/** PRESENT if every value of the interval passes, ABSENT if none does. */
function within({ least, most }: Interval, operator: Operator, limit: number): Truth {
  const passes = (value: number): boolean => {
    switch (operator) {
      case Operator.LESS:
        return value < limit;
      case Operator.AT_MOST:
        return value <= limit;
      case Operator.MORE:
        return value > limit;
      case Operator.AT_LEAST:
        return value >= limit;
    }
  };
  if (passes(least) && passes(most)) return Truth.PRESENT;
  return passes(least) || passes(most) ? Truth.UNKNOWN : Truth.ABSENT;
}

function redFlag(rule: Rule, decisive: readonly string[], facts: Facts, ruleSet: RuleSet): RedFlag {
  const because = [...new Set(decisive)].map((code) => {
    const words = facts.because(code);
    return words === null ? meaningOf(code) : `${meaningOf(code)}: “${words}”`;
  });
  return {
    code: rule.code,
    title: rule.title,
    urgency: rule.urgency,
    because: because.join('; '),
    citation: rule.sources.map((source) => cite(source, ruleSet)).join(' · '),
  };
}

function cite(source: string, ruleSet: RuleSet): string {
  const text = `${source}: ${ruleSet.sources[source] ?? ''}`;
  return source === UNSIGNED_SOURCE ? `${text} (no clinician has signed this rule off)` : text;
}

function byUrgency(a: Urgency, b: Urgency): number {
  if (a === b) return 0;
  return joinUrgency(a, b) === a ? -1 : 1;
}
