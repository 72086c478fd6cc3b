import { join } from 'node:path';
import { loadConditionProfiles } from '../../src/assessment/load-profiles';
import { loadRuleSet } from '../../src/assessment/load-rules';
import { loadLanguagePacks } from '../../src/conversation/language-pack';
import { rulesAt } from '../../src/conversation/conversation-deps';
import { type DialogueRules, type Result } from '../../src/domain';
import { POLICY } from './cases';

const ROOT = join(__dirname, '../..');

export const PACKS = readable(loadLanguagePacks(join(ROOT, 'configs/languages')));
export const RULE_SET = readable(loadRuleSet(join(ROOT, 'configs/red-flags.yaml')));
export const PROFILES = readable(loadConditionProfiles(join(ROOT, 'configs/data/condition-profiles.json')));

/** The house's own words and rules, as at a facility with these directions. */
export function rulesOfTheHouse(
  travelDirections = 'Take the bus to town.',
): Promise<(language: string) => DialogueRules> {
  const facility = { defaultLanguage: 'en', endemicDiseases: [], travelDirections };
  return rulesAt(
    {
      packs: PACKS,
      ruleSet: RULE_SET,
      acknowledgementPolicyOf: () => Promise.resolve(POLICY),
      facilityOf: () => Promise.resolve(facility),
    },
    'facility',
  );
}

function readable<T>(file: Result<T, string[]>): T {
  if (!file.ok) throw new Error(file.error.join('\n'));
  return file.value;
}
