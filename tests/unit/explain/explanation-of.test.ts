import { join } from 'node:path';
import { explanationOf } from '../../../scripts/explain/explanation-of';
import { loadRuleSet } from '../../../src/assessment/load-rules';
import { compileLanguage } from '../../../src/domain';
import { HEARING, WORDLESS } from '../../support/lexicons';

const rules = loadRuleSet(join(__dirname, '../../../configs/red-flags.yaml'));
if (!rules.ok) throw new Error(rules.error.join('\n'));
const { value: ruleSet } = rules;

const language = compileLanguage({
  lexicon: {
    ...WORDLESS,
    negationsBefore: ['no'],
    signs: { fever: ['fever'], rash: ['rash'], chest_pain: ['chest ~ hurts'] },
    people: { ...WORDLESS.people, others: ['my aunt'] },
  },
  yesNo: { yes: ['yes'], no: ['no'], notSure: ['maybe'] },
});

test('each sign is shown with its words and what became of it, and each rule that fires', () => {
  const lines = explanationOf(
    'No fever. My aunt has a rash. The chest really hurts',
    language,
    ruleSet,
    HEARING,
  );
  expect(lines).toEqual([
    'Signs',
    '  fever  “fever”  absent: denied by “no”',
    "  rash  “rash”  not the patient's: it is about “my aunt”",
    '  chest_pain  “chest really hurts”  present',
    'People',
    '  others',
    'Rules that fire',
    expect.stringMatching(/^ {2}EMERGENCY E00_NONSKIN .*“chest really hurts”/),
  ]);
});

test('a text in which nothing is heard has nothing to explain', () => {
  expect(explanationOf('the weather is fine', language, ruleSet, HEARING)).toEqual([]);
});
