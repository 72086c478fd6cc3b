import { type Findings, Truth } from '../findings/findings';
import { type Urgency } from '../urgency';
import { factsOf, type RedFlagContext } from './known-facts';
import { type Comparison, type Condition, Operator, type RuleSet, type Score } from './red-flag-rules';
import { judgeCondition, type Knowledge } from './red-flags';

/** Codes that are unknown; the rule fires once all of them are so. */
type Way = readonly string[];

/** A rule that neither fired nor is ruled out. */
export interface OpenRule {
  readonly code: string;
  readonly urgency: Urgency;
  /** What would make it fire, from the shortest way on. */
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
    const ways = waysTo(when, { facts, scores: ruleSet.scores, endemicDisease });
    if (ways.some((way) => way.length === 0)) return [];
    const short = ways.map((way) => [...new Set(way)]).sort((a, b) => a.length - b.length);
    return short.length === 0 ? [] : [{ code, urgency, ways: short }];
  });
}

/** What is so already needs nothing: one empty way. What is not so has no way. */
const FIRED: readonly Way[] = [[]];

function waysTo(condition: Condition, known: Knowledge): readonly Way[] {
  switch (condition.kind) {
    case 'SIGN':
      return waysToLeaf(condition, known);
    case 'COMPARE': {
      const score = known.scores[condition.code];
      return score === undefined ? waysToLeaf(condition, known) : waysToScore(score, condition, known);
    }
    case 'ANY': {
      const ways = condition.of.flatMap((part) => waysTo(part, known));
      return ways.some((way) => way.length === 0) ? FIRED : ways;
    }
    case 'ALL':
      return condition.of.reduce<readonly Way[]>((ways, part) => {
        if (ways.length === 0) return ways;
        const further = waysTo(part, known);
        return ways.flatMap((way) => further.map((codes) => [...way, ...codes]));
      }, FIRED);
  }
}

function waysToLeaf(leaf: Condition & { readonly code: string }, known: Knowledge): readonly Way[] {
  const { truth } = judgeCondition(leaf, known);
  if (truth === Truth.UNKNOWN) return [[leaf.code]];
  return truth === Truth.PRESENT ? FIRED : [];
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
