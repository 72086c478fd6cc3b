import { resolve } from 'node:path';
import { type ModelAssessorDeps } from '../../src/assessment/model/make-model-assessment';
import { DEFAULT_URGENCY_THRESHOLDS } from '../../src/domain';
import { loadConditionTable } from '../../src/retrieval';
import { PACKS, RULE_SET } from './house-rules';

/** What a MEDGEMMA assessment is made with: the project's own rules, conditions and words, and no profiles. */
export async function modelAssessorDeps(): Promise<ModelAssessorDeps> {
  return {
    ruleSet: RULE_SET,
    conditions: await loadConditionTable(resolve('configs/data/conditions.csv')),
    profiles: { version: 'none', conditions: [] },
    thresholds: DEFAULT_URGENCY_THRESHOLDS,
    packs: PACKS,
    appVersion: 'test',
  };
}
