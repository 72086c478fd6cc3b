import {
  differentialFrom,
  evaluateRedFlags,
  joinUrgency,
  malignantProbability,
  urgencyFromDifferential,
  type ConditionTable,
  type FusionSettings,
  type RuleSet,
  type Urgency,
  type UrgencyThresholds,
} from '../../src/domain';
import { type LesionTruth, truthOf } from '../score/labelled-cases';
import { type AskedCase } from './collect-evidence';

/** What the evidence said of one case, beside what is true of it. */
export interface Outcome {
  readonly patientId: string;
  readonly hasPicture: boolean;
  readonly condition: string;
  readonly truth: LesionTruth;
  /** Candidates, most probable first. */
  readonly ranked: readonly string[];
  readonly malignantProbability: number;
  readonly urgency: Urgency | null;
}

export interface JudgeSettings {
  readonly table: ConditionTable;
  readonly ruleSet: RuleSet;
  readonly fusion: FusionSettings;
  readonly thresholds: UrgencyThresholds;
}

/** The same steps as the assessment's: differential, red flags with its malignant probability, both urgencies joined. */
export function judge(asked: AskedCase, settings: JudgeSettings): Outcome {
  const { table, ruleSet, fusion, thresholds } = settings;
  const differential = differentialFrom(asked.evidence, table, fusion);
  const suspicion = malignantProbability(differential);
  const verdict = evaluateRedFlags(ruleSet, asked.referenceCase.findings, {
    malignantProbability: suspicion,
    endemic: new Set(),
  });
  const heaviest = [...asked.referenceCase.conditions].sort((a, b) => b.weight - a.weight)[0];
  const facts = table.find(heaviest?.name ?? '');
  return {
    patientId: asked.referenceCase.patientId,
    hasPicture: asked.hasPicture,
    condition: facts.name,
    truth: truthOf(facts.malignancy),
    ranked: differential.map((candidate) => candidate.name),
    malignantProbability: suspicion,
    urgency: joinUrgency(verdict.urgency, urgencyFromDifferential(differential, table, thresholds)),
  };
}
