import { join } from 'node:path';
import { loadRuleSet } from '../../../../src/assessment/load-rules';
import {
  applyChoice,
  evaluateRedFlags,
  type Findings,
  mergeFindings,
  NO_FINDINGS,
  type NumberFinding,
  parseRuleSet,
  type RedFlagContext,
  type RuleSet,
  type SignFinding,
  Truth,
  Urgency,
} from '../../../../src/domain';

const loaded = loadRuleSet(join(__dirname, '../../../../configs/red-flags.yaml'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const rules: RuleSet = loaded.value;
const NOWHERE: RedFlagContext = { malignantProbability: null, endemic: new Set<string>() };

function findings(said: Record<string, boolean>, numbers: Record<string, number> = {}): Findings {
  const signs: Record<string, SignFinding> = {};
  for (const [code, isPresent] of Object.entries(said)) {
    signs[code] = { truth: isPresent ? Truth.PRESENT : Truth.ABSENT, because: code };
  }
  const measured: Record<string, NumberFinding> = {};
  for (const [code, value] of Object.entries(numbers)) measured[code] = { value, because: 'measured' };
  return { ...NO_FINDINGS, signs, numbers: measured };
}

function firedBy(known: Findings, context = NOWHERE): string[] {
  return evaluateRedFlags(rules, known, context).fired.map((flag) => flag.code);
}

describe('red-flag rules', () => {
  it('count sore mucosal sites by the signs that name them, where nobody gave a number', () => {
    const soreMouth = { painful_skin: true, mouth_lesions: true, fever: true };
    expect(firedBy(findings(soreMouth))).toContain('E03_SJS_TEN');
    expect(firedBy(findings({ ...soreMouth, mouth_lesions: false }))).not.toContain('E03_SJS_TEN');
    expect(firedBy(findings({ mouth_lesions: true, eye_red_or_painful: true, blisters: true }))).toContain(
      'E03_SJS_TEN',
    );
  });

  it('know that a dark band of the nail is dark and on the nail', () => {
    expect(firedBy(findings({ nail_band_gt3mm_or_wide_change: true }))).toContain('C03_ACRAL_NAIL');
    expect(firedBy(findings({ pigmented: true, hutchinson_sign: true }))).not.toContain('C03_ACRAL_NAIL');
  });

  it('know that a rash after kala-azar tells of kala-azar', () => {
    expect(firedBy(findings({ rash_after_kala_azar: true }))).toContain('N09_PKDL');
    expect(firedBy(findings({ rash: true, treated_kala_azar: true }))).not.toContain('N09_PKDL');
  });

  it('are 60, and each cites a source', () => {
    expect(rules.rules).toHaveLength(60);
    expect(rules.rules.every((rule) => rule.sources.length > 0)).toBe(true);
  });

  it.each<[string, Record<string, boolean>, Record<string, number>, string]>([
    ['crackling skin', { crepitus: true }, {}, 'E05_NEC_FASC'],
    ['spots that stay, with fever', { non_blanching: true, fever: true }, {}, 'E02_MENINGOCOCCAL'],
    ['one month old with fever', { fever: true }, { age_days: 30 }, 'E10_YOUNG_INFANT'],
    ['peeling skin', { skin_peeling_sheets: true }, {}, 'E03_SJS_TEN'],
    [
      'mole that grew and changed colour',
      { pigmented: true, size_change: true, colour_irregular: true },
      {},
      'C01_MELANOMA_7PT',
    ],
    ['sore for four weeks', {}, { non_healing_weeks: 4 }, 'C11_NON_HEALING'],
    ['lump growing for five weeks', { elevated: true, firm: true }, { growing_weeks: 5 }, 'C02_NODULAR_EFG'],
    ['patch without feeling', { pale_or_red_patch_numb: true }, {}, 'N01_LEPROSY'],
    [
      'HIV counts as weak defence',
      { blister_clusters_punched_out: true, fever: true, hiv_positive: true },
      {},
      'E11_ECZ_HERP_SEVERE',
    ],
  ])('%s fires %s', (_name, signs, numbers, code) => {
    expect(firedBy(findings(signs, numbers))).toContain(code);
  });

  it('count a region only for the disease that is endemic there', () => {
    const painless = findings({ painless_nodule: true });
    expect(firedBy(painless)).toEqual([]);
    expect(firedBy(painless, { ...NOWHERE, endemic: new Set(['yaws']) })).toEqual([]);
    expect(firedBy(painless, { ...NOWHERE, endemic: new Set(['buruli_ulcer']) })).toEqual(['N02_BURULI']);
  });

  it('fire on the assessor’s suspicion from its threshold on', () => {
    expect(firedBy(NO_FINDINGS, { ...NOWHERE, malignantProbability: 0.09 })).toEqual([]);
    expect(firedBy(NO_FINDINGS, { ...NOWHERE, malignantProbability: 0.1 })).toEqual(['C09_MODEL_MALIGNANT']);
  });

  it('say which words fired them, and that consensus is not signed off', () => {
    const said = {
      ...NO_FINDINGS,
      signs: { chest_pain: { truth: Truth.PRESENT, because: 'dolor de pecho' } },
    };
    const [flag] = evaluateRedFlags(rules, said, NOWHERE).fired;
    expect(flag?.because).toBe('chest pain: “dolor de pecho”');
    expect(flag?.citation).toMatch(/no clinician has signed/);
  });

  it('put the most urgent first', () => {
    const verdict = evaluateRedFlags(rules, findings({ hot_swollen_limb: true, breathless: true }), NOWHERE);
    expect(verdict.urgency).toBe(Urgency.EMERGENCY);
    expect(verdict.fired.map((flag) => flag.urgency)).toEqual([Urgency.EMERGENCY, Urgency.URGENT]);
  });

  it('never take silence for a no: fever alone leaves the other half of its rules to be asked', () => {
    const { fired, unknownEmergencyCodes } = evaluateRedFlags(rules, findings({ fever: true }), NOWHERE);
    expect(fired).toEqual([]);
    expect(unknownEmergencyCodes).toEqual(expect.arrayContaining(['neck_stiffness', 'non_blanching']));
    expect(unknownEmergencyCodes).not.toContain('chest_pain');
  });

  it('leave no emergency open for an adult who says no to every question', () => {
    const answers = [
      ['DANGER_BREATHING', 'NO'],
      ['DANGER_WHOLE_BODY', 'NO'],
      ['DANGER_SKIN', 'NO'],
      ['DANGER_MOUTH_EYES', 'NO'],
      ['AGE', 'AGE_15_TO_49'],
      ['BODY_SITE', 'ARM'],
      ['PROGRESSION', 'STABLE'],
      ['SYMPTOMS', 'NONE'],
      ['EXPOSURE', 'NONE'],
    ] as const;
    const known = answers.reduce<Findings>(
      (soFar, [prompt, choice]) => mergeFindings(soFar, applyChoice(prompt, choice) ?? {}),
      NO_FINDINGS,
    );
    expect(evaluateRedFlags(rules, known, NOWHERE)).toEqual({
      fired: [],
      unknownEmergencyCodes: [],
      urgency: null,
    });
  });
});

describe('parseRuleSet', () => {
  const rule = { id: 'X', title: 't', level: 'SOON', when: 'fever', src: ['s'] };
  const file = { version: '1', rules: [rule], scores: {}, sources: { s: 'a source' } };

  it('reads a whole file', () => {
    expect(parseRuleSet(file).ok).toBe(true);
  });

  it.each([
    ['an unknown sign', { ...file, rules: [{ ...rule, when: 'feverr' }] }],
    ['an unknown number', { ...file, rules: [{ ...rule, when: { 'agee>=': 3 } }] }],
    ['an unknown operator', { ...file, rules: [{ ...rule, when: { 'age_years=>': 3 } }] }],
    ['any of nothing', { ...file, rules: [{ ...rule, when: { any: [] } }] }],
    ['an unknown level', { ...file, rules: [{ ...rule, level: 'PANIC' }] }],
    ['an unknown source', { ...file, rules: [{ ...rule, src: ['hearsay'] }] }],
    ['no title', { ...file, rules: [{ ...rule, title: undefined }] }],
    ['the same rule twice', { ...file, rules: [rule, rule] }],
    ['an endemic region of no disease', { ...file, rules: [{ ...rule, when: 'endemic_region' }] }],
    ['no rules', { ...file, rules: [] }],
    ['no object', 'rules'],
    ['nothing', null],
  ])('refuses %s', (_name, data) => {
    expect(parseRuleSet(data).ok).toBe(false);
  });
});
