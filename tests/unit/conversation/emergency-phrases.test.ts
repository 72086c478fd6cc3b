import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadRuleSet } from '../../../src/assessment/load-rules';
import { loadLanguagePacks } from '../../../src/conversation/language-pack';
import { evaluateRedFlags, extractFindings, type Findings, NO_FINDINGS, Urgency } from '../../../src/domain';
import { HEARING } from '../../support/lexicons';

const ROOT = join(__dirname, '../../..');
const packs = loadLanguagePacks(join(ROOT, 'configs/languages'));
const rules = loadRuleSet(join(ROOT, 'configs/red-flags.yaml'));
if (!packs.ok) throw new Error(packs.error.join('\n'));
if (!rules.ok) throw new Error(rules.error.join('\n'));

const spoken = z
  .record(
    z.string(),
    z.object({ emergencies: z.record(z.string(), z.array(z.string())), everyday: z.array(z.string()) }),
  )
  .parse(parse(readFileSync(join(__dirname, 'fixtures/emergency-phrases.yaml'), 'utf8')));

/** Rules that speak of children: the age is in the patient's record, never in the sentence. */
const AGES: Readonly<Record<string, Findings['numbers']>> = {
  E10_YOUNG_INFANT: { age_days: { value: 10, because: 'record' } },
  E14_NOMA: { age_years: { value: 4, because: 'record' } },
};

function judge(language: string, text: string, numbers: Findings['numbers'] = {}) {
  if (!packs.ok || !rules.ok) throw new Error('not loaded');
  const pack = packs.value.find(language);
  if (pack === undefined) throw new Error(`no ${language}`);
  const findings = { ...NO_FINDINGS, ...extractFindings(text, pack.compiled, HEARING), numbers };
  return evaluateRedFlags(rules.value, findings, { malignantProbability: null, endemic: new Set() });
}

const emergencies = Object.entries(spoken).flatMap(([language, { emergencies: byRule }]) =>
  Object.entries(byRule).flatMap(([rule, texts]) => texts.map((text) => [language, text, rule] as const)),
);
const everyday = Object.entries(spoken).flatMap(([language, { everyday: texts }]) =>
  texts.map((text) => [language, text] as const),
);

it('is tried in every language', () => {
  expect(Object.keys(spoken)).toEqual(packs.value.all.map(({ tag }) => tag));
});

it.each(emergencies)('%s: "%s" is %s', (language, text, rule) => {
  const { fired } = judge(language, text, AGES[rule]);
  expect(fired.map(({ code }) => code)).toContain(rule);
  const worst = rule.startsWith('E') ? [Urgency.EMERGENCY] : [Urgency.EMERGENCY, Urgency.URGENT];
  expect(worst).toContain(fired[0]?.urgency);
});

it.each(everyday)('%s: "%s" is nothing urgent', (language, text) => {
  const { fired } = judge(language, text);
  expect(fired.filter(({ urgency }) => urgency === Urgency.EMERGENCY || urgency === Urgency.URGENT)).toEqual(
    [],
  );
});
