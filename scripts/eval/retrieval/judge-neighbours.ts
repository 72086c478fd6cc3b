import {
  type ConditionTable,
  differentialFrom,
  type FitzpatrickSkinType,
  fuseSimilarCases,
  malignantProbability,
  type SimilarCase,
  type WeightedCondition,
} from '../../../src/domain';
import { type LesionTruth, truthOf } from '../../score/labelled-cases';
import { type AnsweredQuery } from './ask-index';

/** What the neighbours of one question say, beside what is true. */
export interface RetrievalOutcome {
  readonly patientId: string;
  readonly skinType: FitzpatrickSkinType | null;
  /** The label with the most weight. */
  readonly condition: string;
  readonly truth: LesionTruth;
  /** For each neighbour, best first: whether its own heaviest label is the true one. */
  readonly same: readonly boolean[];
  /** For each neighbour: what part of the labels' weight is on the same conditions, 0 to 1. With one label each: 0 or 1. */
  readonly agreement: readonly number[];
  /** The conditions that the neighbours vote for, most probable first. */
  readonly ranked: readonly string[];
  readonly malignantProbability: number;
  /** Whether another patient of those asked has the condition: else nobody could find it. */
  readonly canBeFound: boolean;
  /** How many of those asked have the condition. */
  readonly askedOfCondition: number;
}

/** Outcomes of questions asked in one way, in their order. */
export function judgeNeighbours(
  answered: readonly AnsweredQuery[],
  table: ConditionTable,
): RetrievalOutcome[] {
  const patientsOf = new Map<string, string[]>();
  for (const { referenceCase } of answered) {
    const condition = heaviest(referenceCase.conditions, table);
    patientsOf.set(condition, [...(patientsOf.get(condition) ?? []), referenceCase.patientId]);
  }
  return answered.map(({ referenceCase, found }) => {
    const { patientId, conditions, fitzpatrickSkinType } = referenceCase;
    const condition = heaviest(conditions, table);
    const patients = patientsOf.get(condition) ?? [];
    const neighbours: readonly SimilarCase[] = fuseSimilarCases(found.byPicture, found.byFindings);
    const differential = differentialFrom(found, table);
    return {
      patientId,
      skinType: fitzpatrickSkinType,
      condition,
      truth: truthOf(table.find(condition).malignancy),
      same: neighbours.map((neighbour) => heaviest(neighbour.conditions, table) === condition),
      agreement: neighbours.map((neighbour) => sharedWeight(conditions, neighbour.conditions, table)),
      ranked: differential.map(({ name }) => name),
      malignantProbability: malignantProbability(differential),
      canBeFound: patients.some((other) => other !== patientId),
      askedOfCondition: patients.length,
    };
  });
}

function heaviest(conditions: readonly WeightedCondition[], table: ConditionTable): string {
  const [first] = [...conditions].sort((a, b) => b.weight - a.weight);
  return table.find(first?.name ?? '').name;
}

/** Σ min(weight here, weight there) over the conditions. */
export function sharedWeight(
  here: readonly WeightedCondition[],
  there: readonly WeightedCondition[],
  table: ConditionTable,
): number {
  const weights = weightsOf(there, table);
  let shared = 0;
  for (const [name, weight] of weightsOf(here, table)) shared += Math.min(weight, weights.get(name) ?? 0);
  return shared;
}

function weightsOf(
  conditions: readonly WeightedCondition[],
  table: ConditionTable,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { name, weight } of conditions) {
    const key = table.find(name).name;
    weights.set(key, (weights.get(key) ?? 0) + weight);
  }
  return weights;
}
