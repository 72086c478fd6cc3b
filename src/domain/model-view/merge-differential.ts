import { type CandidateCondition } from '../case/assessment';
import { type ConditionTable } from '../evidence/conditions';
import { malignantProbability, type UrgencyThresholds } from '../evidence/differential';
import { compareText } from '../evidence/neighbour-poll';
import { said } from './model-says';

/** As in the differential of the evidence. */
const MAX_CANDIDATES = 10;
const MALIGNANT_TAIL = 0.01;
const PROBABILITY_STEPS = 10_000;
/** So that 0.3 - 0.2 is not cut to 0.0999. */
const ROUNDING = 1e-6;
const NO_REASONS = { supportedBy: [], contradictedBy: [] };

/** The differential of both. */
interface MergedDifferential {
  readonly differential: readonly CandidateCondition[];
  /** Whether the evidence had to be held against the model. */
  readonly isMalignantKept: boolean;
  /** Whether the model's probabilities had to be made smaller. */
  readonly isScaled: boolean;
}

/** What a model's candidates are joined with. */
interface MergeInput {
  readonly conditions: ConditionTable;
  readonly evidence: readonly CandidateCondition[];
  readonly thresholds: Pick<UrgencyThresholds, 'malignant'>;
  readonly argue?: (candidate: CandidateCondition) => CandidateCondition;
}

/**
 * The conditions that the model knows with the evidence's suspicion kept. Where what the evidence holds malignant reaches
 * the threshold together, each of these candidates stays at no less than the evidence gave it; the model shares out what is
 * left of 1 in proportion to what it gives beyond that. Below the threshold the model may drop them.
 * Most probable first, at most ten; kept ones are never pushed out, malignant ones are pushed out last.
 */
export function mergeDifferential(
  known: readonly CandidateCondition[],
  { conditions, evidence, thresholds, argue }: MergeInput,
): MergedDifferential {
  const kept = malignantProbability(evidence) >= thresholds.malignant ? evidence.filter(isSuspicious) : [];
  const floors = new Map(kept.map(({ name, probability }) => [name, probability]));
  const given = new Map(known.map((candidate) => [candidate.name, candidate]));
  const argued = new Map(evidence.map((candidate) => [candidate.name, candidate]));
  const names = [...new Set([...floors.keys(), ...given.keys()])].sort(compareText);
  const beyondFloor = (name: string): number =>
    Math.max(0, (given.get(name)?.probability ?? 0) - (floors.get(name) ?? 0));
  const room = Math.max(0, 1 - sum(names.map((name) => floors.get(name) ?? 0)));
  const scale = Math.min(1, room / Math.max(sum(names.map(beyondFloor)), Number.MIN_VALUE));
  const candidates = names.map((name): CandidateCondition => {
    const { icd10, malignantOrPremalignant } = conditions.find(name);
    const probability = (floors.get(name) ?? 0) + cut(beyondFloor(name) * scale);
    const unargued = { name, icd10, probability, malignantOrPremalignant, ...NO_REASONS };
    const ours = argued.get(name) ?? argue?.(unargued) ?? unargued;
    const theirs = given.get(name);
    return {
      ...unargued,
      supportedBy: [...ours.supportedBy, ...said(theirs?.supportedBy)],
      contradictedBy: [...ours.contradictedBy, ...said(theirs?.contradictedBy)],
    };
  });
  return {
    differential: shortlist(candidates, floors),
    isMalignantKept: kept.some(({ name, probability }) => (given.get(name)?.probability ?? 0) < probability),
    isScaled: scale < 1,
  };
}

function isSuspicious({ malignantOrPremalignant, probability }: CandidateCondition): boolean {
  return malignantOrPremalignant && probability > 0;
}

function shortlist(
  candidates: readonly CandidateCondition[],
  kept: ReadonlyMap<string, number>,
): CandidateCondition[] {
  const rank = ({ name, malignantOrPremalignant, probability }: CandidateCondition): number => {
    if (kept.has(name)) return 0;
    return malignantOrPremalignant && probability >= MALIGNANT_TAIL ? 1 : 2;
  };
  return candidates
    .filter(({ probability }) => probability > 0)
    .sort((a, b) => rank(a) - rank(b) || byProbability(a, b))
    .slice(0, MAX_CANDIDATES)
    .sort(byProbability);
}

function byProbability(a: CandidateCondition, b: CandidateCondition): number {
  return b.probability - a.probability || compareText(a.name, b.name);
}

/** Cut, never rounded up, so that they cannot sum to more than 1. */
function cut(probability: number): number {
  return Math.floor(probability * PROBABILITY_STEPS + ROUNDING) / PROBABILITY_STEPS;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
