import { resolve } from 'node:path';
import {
  compareReleases,
  type ClinicalRelease,
  shiftOf,
  type ToldCase,
} from '../../../scripts/safety/compare-releases';
import { shadowReport } from '../../../scripts/safety/shadow-report';
import { loadRuleSet } from '../../../src/assessment/load-rules';
import { loadLanguagePacks } from '../../../src/conversation/language-pack';
import { NO_FINDINGS, type Result } from '../../../src/domain';

const ACTIVE: ClinicalRelease = {
  ruleSet: valueOf(loadRuleSet(resolve('configs/red-flags.yaml'))),
  packs: valueOf(loadLanguagePacks(resolve('configs/languages'))),
};
const WITHOUT_BITES: ClinicalRelease = {
  ...ACTIVE,
  ruleSet: { ...ACTIVE.ruleSet, rules: ACTIVE.ruleSet.rules.filter(({ code }) => code !== 'D14_SAME_DAY') },
};

function valueOf<T>(result: Result<T, string[]>): T {
  if (!result.ok) throw new Error(result.error.join());
  return result.value;
}

function told(name: string, text: string): ToldCase {
  const words = [{ text, prompt: null }];
  const toldAt = new Date('2026-11-23T08:00:00.000Z');
  return { name, language: 'en', speaker: null, toldAt, endemic: new Set(), recorded: NO_FINDINGS, words };
}

const BITE = told('PAA-1', 'A dog bit me');
const FEVER_TOLD = told('PAA-2', 'I cannot breathe');

describe('a release in the shadow', () => {
  it('that is the same changes nothing', () => {
    expect(shiftOf(compareReleases(ACTIVE, ACTIVE, BITE))).toBe(0);
    expect(shadowReport([compareReleases(ACTIVE, ACTIVE, BITE)])).toContain('0 would rise, 0 would fall');
  });

  it('without a rule lets the cases fall that only this rule held up', () => {
    expect(shiftOf(compareReleases(ACTIVE, WITHOUT_BITES, BITE))).toBeLessThan(0);
    expect(shiftOf(compareReleases(ACTIVE, WITHOUT_BITES, FEVER_TOLD))).toBe(0);
  });

  it('with a rule more raises cases', () => {
    expect(shiftOf(compareReleases(WITHOUT_BITES, ACTIVE, BITE))).toBeGreaterThan(0);
  });

  it('is reported case by case and rule by rule, without a patient’s word', () => {
    const report = shadowReport([BITE, FEVER_TOLD].map((one) => compareReleases(ACTIVE, WITHOUT_BITES, one)));
    expect(report).toContain('2 cases heard by both: 0 would rise, 1 would fall.');
    expect(report).toContain('- PAA-1 (en): URGENT → no rule; −D14_SAME_DAY');
    expect(report).toContain('| D14_SAME_DAY | 0 | 1 |');
    expect(report).not.toContain('dog');
  });
});
