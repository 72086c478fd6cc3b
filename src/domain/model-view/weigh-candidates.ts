import { type CandidateCondition } from '../case/assessment';
import { type ConditionFacts, type ConditionTable } from '../evidence/conditions';
import { compareText } from '../evidence/neighbour-poll';
import { recogniseCondition, soundsMalignant } from './condition-names';
import { tidy } from './guard-texts';
import { type ModelCandidate } from './model-view';

/** A model's candidates by what our table knows of them. */
interface WeighedCandidates {
  /** Those of the table, each once, with the model's own probability and sentences. */
  readonly known: readonly CandidateCondition[];
  /** Names that are not on the list, most probable first; their probabilities go no further. */
  readonly unverified: readonly string[];
  /** Whether one of those sounds like a cancer. */
  readonly isUnverifiedMalignant: boolean;
  /** What the model gives to malignant conditions, whether known or so by their sound; 0 to 1. */
  readonly malignantProbability: number;
}

/** A model's probabilities are rounded: so much more than 1 is no contradiction. */
const MAX_PROBABILITY_SUM = 1.05;
/** What binary fractions lose: 0.35 three times is 1.05. */
const ROUNDING = 1e-9;

/** Whether the probabilities sum to more than a model's rounding explains. The order of the candidates does not matter. */
export function exceedsOne(candidates: readonly ModelCandidate[]): boolean {
  const sum = candidates
    .map(({ probability }) => probability)
    .sort((a, b) => a - b)
    .reduce((total, probability) => total + probability, 0);
  return sum > MAX_PROBABILITY_SUM + ROUNDING;
}

/**
 * Sorts out known from unknown names. Two names of one condition count as one of both probabilities; a candidate of
 * probability 0 is none. Expects probabilities of 0 to 1. The order of the candidates does not matter.
 */
export function weighCandidates(
  candidates: readonly ModelCandidate[],
  table: ConditionTable,
): WeighedCandidates {
  const known = new Map<string, CandidateCondition>();
  const unverified = new Set<string>();
  let isUnverifiedMalignant = false;
  let malignantProbability = 0;
  for (const candidate of [...candidates].filter(({ probability }) => probability > 0).sort(inFixedOrder)) {
    const facts = recogniseCondition(candidate.name, table);
    const isMalignant = facts?.malignantOrPremalignant ?? soundsMalignant(candidate.name);
    if (isMalignant) malignantProbability += candidate.probability;
    if (facts === null) {
      unverified.add(tidy(candidate.name));
      isUnverifiedMalignant ||= isMalignant;
    } else known.set(facts.name, joined(known.get(facts.name), facts, candidate));
  }
  return {
    known: [...known.values()],
    unverified: [...unverified],
    isUnverifiedMalignant,
    malignantProbability: Math.min(1, malignantProbability),
  };
}

function joined(
  before: CandidateCondition | undefined,
  { name, icd10, malignantOrPremalignant }: ConditionFacts,
  candidate: ModelCandidate,
): CandidateCondition {
  return {
    name,
    icd10,
    probability: (before?.probability ?? 0) + candidate.probability,
    malignantOrPremalignant,
    supportedBy: [...(before?.supportedBy ?? []), ...candidate.supportedBy],
    contradictedBy: [...(before?.contradictedBy ?? []), ...candidate.contradictedBy],
  };
}

/** Most probable first; what looks the same stands beside each other whatever stood first. */
function inFixedOrder(a: ModelCandidate, b: ModelCandidate): number {
  return b.probability - a.probability || compareText(JSON.stringify(a), JSON.stringify(b));
}
