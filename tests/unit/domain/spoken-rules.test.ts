import { join } from 'node:path';
import { loadRuleSet } from '../../../src/assessment/load-rules';
import { loadLanguagePacks } from '../../../src/conversation/language-pack';
import { codesIn, evaluateRedFlags, extractFindings, mergeFindings, NO_FINDINGS } from '../../../src/domain';
import { HEARING } from '../../support/lexicons';
import { loadSpokenRules, SILENCES, type SpokenRule } from '../../support/spoken-rules';

const ROOT = join(__dirname, '../../..');
const packs = loadLanguagePacks(join(ROOT, 'configs/languages'));
const rules = loadRuleSet(join(ROOT, 'configs/red-flags.yaml'));
if (!packs.ok) throw new Error(packs.error.join('\n'));
if (!rules.ok) throw new Error(rules.error.join('\n'));
const { value: ruleSet } = rules;
const { value: languages } = packs;

/** They come from the assessor, the score or a pressed answer; nobody says them. */
const UNSPOKEN: ReadonlySet<string> = new Set([
  'model_malignant',
  'suspicion_score',
  'danger_sign_unspecified',
  'breathing_danger_unspecified',
]);
const spokenCodes = ruleSet.rules
  .filter(({ when }) => !codesIn(when).every((code) => UNSPOKEN.has(code)))
  .map(({ code }) => code);

/** Paraphrases that each rule needs, by language. */
const MIN_PARAPHRASES: Readonly<Record<string, number>> = { en: 3, es: 3, hi: 3 };

const spoken = loadSpokenRules();

function fires(language: string, { rule, known, endemic }: SpokenRule, text: string): boolean {
  const pack = languages.find(language);
  if (pack === undefined) throw new Error(`There is no pack for ${language}.`);
  const numbers = Object.entries(known).map(([code, value]) => [code, { value, because: 'record' }] as const);
  const record = mergeFindings(NO_FINDINGS, { numbers: Object.fromEntries(numbers) });
  const findings = mergeFindings(record, extractFindings(text, pack.compiled, HEARING));
  const context = { malignantProbability: null, endemic: new Set(endemic) };
  return evaluateRedFlags(ruleSet, findings, context).fired.some(({ code }) => code === rule);
}

describe.each([...spoken])('the rules in %s', (language, entries) => {
  const said = entries.flatMap((entry) => entry.says.map((text) => [entry.rule, text, entry] as const));
  const silent = entries.flatMap((entry) =>
    entry.silent.map(({ why, text }) => [entry.rule, why, text, entry] as const),
  );

  it.each(said)(`%s in ${language} hears "%s"`, (_rule, text, entry) => {
    expect(fires(language, entry, text)).toBe(true);
  });

  it.each(silent)(`%s in ${language} is silent on the %s "%s"`, (_rule, _why, text, entry) => {
    expect(fires(language, entry, text)).toBe(false);
  });

  it(`each have their sentences in ${language}`, () => {
    const wanted = MIN_PARAPHRASES[language] ?? 1;
    const lacking = spokenCodes.filter((code) => {
      const ofRule = entries.filter(({ rule }) => rule === code);
      const whys = ofRule.flatMap((entry) => entry.silent.map(({ why }) => why));
      const paraphrases = new Set(ofRule.flatMap((entry) => entry.says));
      return paraphrases.size < wanted || !SILENCES.every((why) => whys.includes(why));
    });
    expect(lacking).toEqual([]);
    expect(entries.map(({ rule }) => rule).filter((rule) => !spokenCodes.includes(rule))).toEqual([]);
  });
});

it('are spoken in languages that the house speaks', () => {
  const tags = languages.all.map(({ tag }) => tag);
  expect([...spoken.keys()].filter((language) => !tags.includes(language))).toEqual([]);
});
