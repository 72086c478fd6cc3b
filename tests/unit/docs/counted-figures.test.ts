import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadConditionProfiles } from '../../../src/assessment/load-profiles';
import { loadRuleSet } from '../../../src/assessment/load-rules';
import { PREDICATES, UNSIGNED_SOURCE } from '../../../src/domain';

const ROOT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const loaded = loadRuleSet(join(ROOT, 'configs/red-flags.yaml'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const { rules, suspicion } = loaded.value;
const unsigned = rules.filter((rule) => rule.sources.includes(UNSIGNED_SOURCE)).length;
const profiles = loadConditionProfiles(join(ROOT, 'configs/data/condition-profiles.json'));
const profiled = profiles.ok ? profiles.value.conditions.length : 0;
const stories = (parse(read('tests/data/vignettes.yaml')) as unknown[]).length;

/** Numbers that people read in the documents, held to what they count. */
describe('what the documents count', () => {
  it.each([
    ['docs/clinicians.md', `${rules.length}, in four families`],
    ['docs/clinicians.md', `${unsigned} rest on common teaching alone`],
    ['docs/clinicians.md', `${profiled} conditions had`],
    ['docs/limits.md', `for ${profiled} conditions, one answer at a time`],
    ['docs/promotion-criteria.md', `${rules.length} rules, none signed, ${unsigned} without a source`],
    ['docs/reference/red-flags.md', `${rules.length} rules`],
    ['docs/reference/findings.md', `The ${PREDICATES.length} codes`],
    ['docs/evaluation.md', `${stories} short stories in ten languages`],
    ['docs/evaluation.md', `threshold of ${suspicion?.threshold ?? 'none'}`],
  ])('%s says "%s"', (path, words) => {
    expect(read(path).replace(/\s+/g, ' ')).toContain(words);
  });
});
