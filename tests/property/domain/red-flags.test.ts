import { join } from 'node:path';
import fc from 'fast-check';
import { loadRuleSet } from '../../../src/assessment/load-rules';
import {
  codesIn,
  evaluateRedFlags,
  type Findings,
  NO_FINDINGS,
  PredicateKind,
  PREDICATES,
  type RuleSet,
  Truth,
  urgencyRank,
} from '../../../src/domain';

const loaded = loadRuleSet(join(__dirname, '../../../configs/red-flags.yaml'));
if (!loaded.ok) throw new Error(loaded.error.join('\n'));
const rules: RuleSet = loaded.value;
const context = { malignantProbability: null, endemic: new Set(['buruli_ulcer', 'yaws']) };

const signCodes = PREDICATES.filter(({ kind }) => kind === PredicateKind.SIGN).map(({ code }) => code);
const numberCodes = PREDICATES.filter(({ kind }) => kind === PredicateKind.NUMBER).map(({ code }) => code);
/** They silence the score of single lesions, and nothing else. */
const SAY_RASH = ['rash', 'known_eczema', 'red_all_over'];
const truths = fc.constantFrom(Truth.PRESENT, Truth.ABSENT);
const findings: fc.Arbitrary<Findings> = fc
  .record({
    signs: fc.dictionary(
      fc.constantFrom(...signCodes),
      truths.map((truth) => ({ truth, because: 'said' })),
      { maxKeys: 60 },
    ),
    numbers: fc.dictionary(
      fc.constantFrom(...numberCodes),
      fc.double({ min: 0, max: 400, noNaN: true }).map((value) => ({ value, because: 'said' })),
      { maxKeys: 8 },
    ),
  })
  .map((known) => ({ ...NO_FINDINGS, ...known }));

describe('evaluateRedFlags', () => {
  it('is total: a verdict for every combination of findings', () => {
    fc.assert(
      fc.property(findings, (known) => {
        const verdict = evaluateRedFlags(rules, known, context);
        expect(verdict.fired.every((flag) => flag.because !== '' && flag.citation !== '')).toBe(true);
      }),
    );
  });

  it('never lowers the urgency when one more sign is present, unless it says that there is no single lesion', () => {
    fc.assert(
      fc.property(findings, fc.constantFrom(...signCodes), (known, code) => {
        if (SAY_RASH.includes(code)) return;
        const more = {
          ...known,
          signs: { ...known.signs, [code]: { truth: Truth.PRESENT, because: 'more' } },
        };
        const before = evaluateRedFlags(rules, known, context);
        const after = evaluateRedFlags(rules, more, context);
        expect(urgencyRank(after.urgency)).toBeGreaterThanOrEqual(urgencyRank(before.urgency));
        const fired = after.fired.map((flag) => flag.code);
        expect(fired).toEqual(expect.arrayContaining(before.fired.map((flag) => flag.code)));
      }),
    );
  });

  it('never fires a rule whose signs and numbers are all unknown', () => {
    const known = (all: Findings): Set<string> =>
      new Set([...Object.keys(all.signs), ...Object.keys(all.numbers)]);
    const derived = [
      'immunosuppressed',
      'bleeding',
      'oozing_or_bleeding',
      'growing_gt_1month',
      'suspicion_score',
      'age_days',
      'age_years',
    ];
    fc.assert(
      fc.property(findings, (all) => {
        const said = known(all);
        const spoken = rules.rules.filter((rule) =>
          codesIn(rule.when).some((code) => said.has(code) || derived.includes(code) || code in rules.scores),
        );
        const codes = spoken.map((rule) => rule.code);
        for (const flag of evaluateRedFlags(rules, all, context).fired) expect(codes).toContain(flag.code);
      }),
    );
  });

  it('says nothing of nothing', () => {
    expect(evaluateRedFlags(rules, NO_FINDINGS, context).fired).toEqual([]);
  });

  it('an answer among the open emergency questions is what can turn an emergency on', () => {
    fc.assert(
      fc.property(findings, fc.constantFrom(...signCodes), (known, code) => {
        const before = evaluateRedFlags(rules, known, context);
        if (known.signs[code] !== undefined || before.unknownEmergencyCodes.includes(code)) return;
        const more = {
          ...known,
          signs: { ...known.signs, [code]: { truth: Truth.PRESENT, because: 'more' } },
        };
        const after = evaluateRedFlags(rules, more, context);
        const emergencies = (verdict: typeof after): string[] =>
          verdict.fired.filter((flag) => flag.urgency === 'EMERGENCY').map((flag) => flag.code);
        const unasked = [
          'chest_pain',
          'stroke_signs',
          'convulsion',
          'heavy_bleeding',
          'self_harm_intent',
          'crepitus',
          'breathing_danger_unspecified',
          'endemic_region',
          'hiv_positive',
          'organ_transplant',
        ];
        if (!unasked.includes(code)) expect(emergencies(after)).toEqual(emergencies(before));
      }),
    );
  });
});
