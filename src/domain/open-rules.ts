import { type Findings, Truth } from './findings';
import { factsOf, type RedFlagContext } from './known-facts';
import { type Comparison, type Condition, Operator, type RuleSet, type Score } from './red-flag-rules';
import { judgeCondition, type Knowledge } from './red-flags';
import { type Urgency } from './urgency';

/** Codes that are unknown; the rule fires once all of them are so. */
type Way = readonly string[];

/** A rule that neither fired nor is ruled out. */
export interface OpenRule {
  readonly code: string;
  readonly urgency: Urgency;
  /** What would make it fire, from the shortest way on; empty where no answer does, but a number's size may. */
  readonly ways: readonly Way[];
}

/**
 * The rules that more answers could still make fire, with the answers that it takes. Pure and total. A way names unknown
 * signs and numbers only: what is known to be so needs no asking, and what is known not to be so closes the way.
 */
export function openRules(
  ruleSet: RuleSet,
  findings: Findings,
  context: RedFlagContext,
): readonly OpenRule[] {
  const facts = factsOf(findings, context);
  return ruleSet.rules.flatMap(({ code, urgency, when, endemicDisease }) => {
    const known: Knowledge = { facts, scores: ruleSet.scores, endemicDisease };
    if (judgeCondition(when, known).truth !== Truth.UNKNOWN) return [];
    const ways = waysTo(when, known).map((way) => [...new Set(way)]);
    return [{ code, urgency, ways: ways.sort((a, b) => a.length - b.length) }];
  });
}

function waysTo(condition: Condition, known: Knowledge): readonly Way[] {
  const { truth } = judgeCondition(condition, known);
  if (truth === Truth.PRESENT) return [[]];
  if (truth === Truth.ABSENT) return [];
  switch (condition.kind) {
    case 'SIGN':
      return [[condition.code]];
    case 'COMPARE': {
      const score = known.scores[condition.code];
      return score === undefined ? [[condition.code]] : waysToScore(score, condition, known);
    }
    case 'ANY':
      return condition.of.flatMap((part) => waysTo(part, known));
    case 'ALL':
      return condition.of.reduce<readonly Way[]>(
        (ways, part) => {
          const further = waysTo(part, known);
          return ways.flatMap((way) => further.map((codes) => [...way, ...codes]));
        },
        [[]],
      );
  }
}

/** Points may be missing in several combinations; those that hold more than it takes are left out. */
function waysToScore(score: Score, { operator, limit }: Comparison, known: Knowledge): readonly Way[] {
  const reaches = (points: number): boolean =>
    operator === Operator.MORE ? points > limit : points >= limit;
  const parts = score.points.map(({ when, points }) => ({ points, ways: waysTo(when, known) }));
  const sure = parts
    .filter(({ ways }) => ways.some((way) => way.length === 0))
    .reduce((sum, { points }) => sum + points, 0);
  const open = parts.filter(({ ways }) => ways.length > 0 && ways.every((way) => way.length > 0));
  const extend = (from: number, points: number, way: Way): readonly Way[] =>
    reaches(points)
      ? [way]
      : open
          .slice(from)
          .flatMap((part, index) =>
            part.ways.flatMap((codes) => extend(from + index + 1, points + part.points, [...way, ...codes])),
          );
  return extend(0, sure, []);
}
