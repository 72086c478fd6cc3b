import { join } from 'node:path';
import { loadConditionProfiles } from '../../../src/assessment/load-profiles';
import { type ConditionProfiles, type ConditionTable } from '../../../src/domain';
import { type House } from '../safety/house';

/** What assessments of both sources are made with. */
export interface AssessmentData {
  readonly conditions: ConditionTable;
  /** They argue for and against candidates, and change no figure. */
  readonly profiles: ConditionProfiles;
  readonly packs: House['packs'];
}

/** What of it a house does not hold yet. Throws where the profiles of the conditions cannot be read. */
export function readAssessmentData(
  { packs }: Pick<House, 'packs'>,
  conditions: ConditionTable,
  root: string,
): AssessmentData {
  const profiles = loadConditionProfiles(join(root, 'configs', 'data', 'condition-profiles.json'));
  if (!profiles.ok) throw new Error(profiles.error.join('\n'));
  return { conditions, profiles: profiles.value, packs };
}
