import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { loadRuleSet } from '../../../src/assessment/load-rules';
import { rulesAt } from '../../../src/conversation/conversation-deps';
import { type LanguagePacks, loadLanguagePacks } from '../../../src/conversation/language-pack';
import {
  type AcknowledgementPolicy,
  type DialogueRules,
  type Result,
  type RuleSet,
} from '../../../src/domain';

/** The house's own words and rules, without a server. */
export interface House {
  readonly packs: LanguagePacks;
  readonly ruleSet: RuleSet;
  /** The rules of a conversation in a language, where these diseases are endemic. */
  readonly rulesIn: (language: string, endemic: readonly string[]) => Promise<DialogueRules>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** One instant for the whole evaluation, so that "since Tuesday" means the same in every run. */
const NOW = new Date('2026-11-23T08:00:00.000Z');
/** Nobody waits for anybody here: when an answer would be due says nothing about safety. */
const AT_ONCE: AcknowledgementPolicy = { acknowledgeBy: (_urgency, from) => from };

/** The rules and words of a checkout as its conversations use them, without an engine. Throws where one cannot be read. */
export function openHouse(root: string): House {
  const packs = readable(loadLanguagePacks(join(root, 'configs', 'languages')));
  const ruleSet = readable(loadRuleSet(join(root, 'configs', 'red-flags.yaml')));
  return {
    packs,
    ruleSet,
    async rulesIn(language, endemic) {
      const facility = { defaultLanguage: 'en', endemicDiseases: endemic, travelDirections: 'Here.' };
      const facilityOf = () => Promise.resolve(facility);
      const acknowledgementPolicyOf = () => Promise.resolve(AT_ONCE);
      const rules = await rulesAt({ packs, ruleSet, acknowledgementPolicyOf, facilityOf }, 'facility');
      return rules(language);
    },
    newId: randomUUID,
    now: () => NOW,
  };
}

function readable<T>(file: Result<T, string[]>): T {
  if (!file.ok) throw new Error(file.error.join('\n'));
  return file.value;
}
