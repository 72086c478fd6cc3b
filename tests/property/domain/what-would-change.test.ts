import fc from 'fast-check';
import {
  evaluateRedFlags,
  type Findings,
  Limitation,
  mergeFindings,
  meaningOf,
  NO_FINDINGS,
  PREDICATES,
  PredicateKind,
  raisingAnswers,
  SpeakerRelation,
  Truth,
  Urgency,
  urgencyRank,
  violatesTextSafety,
  VOLUNTEERED_SIGNS,
  whatWouldChange,
} from '../../../src/domain';
import { openedCase } from '../../support/cases';
import { RULE_SET } from '../../support/house-rules';

const CANARY = 'Jane Doe of Elm Street';
const signCodes = PREDICATES.filter(({ kind }) => kind === PredicateKind.SIGN).map(({ code }) => code);
/** An infant, a child, an adult; or nobody said. */
const ages = fc.constantFrom(null, 0, 4, 40);
const findings: fc.Arbitrary<Findings> = fc
  .record({
    signs: fc.dictionary(
      fc.constantFrom(...signCodes),
      fc.record({ truth: fc.constantFrom(Truth.PRESENT, Truth.ABSENT), because: fc.constant(CANARY) }),
      { maxKeys: 60 },
    ),
    age: ages,
  })
  .map(({ signs, age }): Findings => ({
    ...NO_FINDINGS,
    chiefComplaint: CANARY,
    signs,
    numbers: age === null ? {} : { age_years: { value: age, because: CANARY } },
  }));
const context = fc.record({
  malignantProbability: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  endemic: fc.subarray(['buruli_ulcer', 'yaws', 'mpox']).map((diseases) => new Set(diseases)),
});
const speaker = fc.option(fc.constantFrom(...Object.values(SpeakerRelation)));

function withYesTo(known: Findings, codes: readonly string[]): Findings {
  const signs = codes.map((code) => [code, { truth: Truth.PRESENT, because: 'yes' }] as const);
  return mergeFindings(known, { signs: Object.fromEntries(signs) });
}

describe('raisingAnswers', () => {
  it('claims of no yes that it fires a rule which it does not fire', () => {
    fc.assert(
      fc.property(findings, context, speaker, (known, facts, who) => {
        const { urgency } = evaluateRedFlags(RULE_SET, known, facts);
        for (const raising of raisingAnswers(RULE_SET, { findings: known, speaker: who }, facts, urgency)) {
          expect(urgencyRank(raising.urgency)).toBeGreaterThan(urgencyRank(urgency));
          expect(raising.ways.length).toBeGreaterThan(0);
          for (const way of raising.ways) {
            for (const code of way) expect(known.signs[code]).toBeUndefined();
            const { fired } = evaluateRedFlags(RULE_SET, withYesTo(known, way), facts);
            expect(fired.find(({ code }) => code === raising.ruleCode)?.urgency).toBe(raising.urgency);
          }
        }
      }),
    );
  });

  it('claims of no pair of answers what one of them does alone', () => {
    fc.assert(
      fc.property(findings, context, speaker, (known, facts, who) => {
        for (const { ruleCode, ways } of raisingAnswers(
          RULE_SET,
          { findings: known, speaker: who },
          facts,
          null,
        )) {
          for (const way of ways.filter(({ length }) => length > 1)) {
            for (const code of way) {
              const { fired } = evaluateRedFlags(RULE_SET, withYesTo(known, [code]), facts);
              expect(fired.map((flag) => flag.code)).not.toContain(ruleCode);
            }
          }
        }
      }),
    );
  });

  it('counts on nothing that such a patient is not asked', () => {
    fc.assert(
      fc.property(findings, context, (known, facts) => {
        const adult = { ...known, numbers: { age_years: { value: 40, because: 'said' } } };
        const codes = raisingAnswers(RULE_SET, { findings: adult, speaker: null }, facts, null)
          .flatMap(({ ways }) => ways)
          .flat();
        for (const code of [...VOLUNTEERED_SIGNS, 'poor_feeding', 'umbilicus_red'])
          expect(codes).not.toContain(code);
      }),
    );
  });

  it('has something to say of an unanswered adult and of an infant', () => {
    const codesAt = (age: string, value: number) => {
      const patient = { ...NO_FINDINGS, numbers: { [age]: { value, because: 'said' } } };
      const facts = { malignantProbability: null, endemic: new Set<string>() };
      const raising = raisingAnswers(RULE_SET, { findings: patient, speaker: null }, facts, null);
      return raising.flatMap(({ ways }) => ways.flat());
    };
    expect(codesAt('age_years', 40)).toContain('severe_breathlessness');
    expect(codesAt('age_days', 20)).toContain('poor_feeding');
  });
});

describe('whatWouldChange', () => {
  const limitations = fc.subarray(Object.values(Limitation));
  const counts = fc.record({
    cases: fc.integer({ min: 0, max: 20 }),
    distant: fc.integer({ min: 0, max: 20 }),
  });

  it('says at most six sentences, none with a word of the patient, a medicine or a promise', () => {
    fc.assert(
      fc.property(findings, context, limitations, counts, (known, facts, lacks, { cases, distant }) => {
        const sentences = whatWouldChange({
          triageCase: { ...openedCase(), findings: known },
          ruleSet: RULE_SET,
          context: facts,
          urgency: evaluateRedFlags(RULE_SET, known, facts).urgency,
          limitations: lacks,
          malignantThreshold: 0.1,
          skinTones: { cases, distant: Math.min(cases, distant) },
        });
        expect(sentences.length).toBeLessThanOrEqual(6);
        expect(new Set(sentences).size).toBe(sentences.length);
        for (const sentence of sentences) {
          expect(sentence).not.toContain(CANARY);
          expect(violatesTextSafety(sentence)).toEqual([]);
          expect(sentence).toMatch(/^[A-Z].*\.$/u);
        }
      }),
    );
  });

  it('names nothing that would raise an emergency further', () => {
    const told = (urgency: Urgency) =>
      whatWouldChange({
        triageCase: openedCase(),
        ruleSet: RULE_SET,
        context: { malignantProbability: 0.09, endemic: new Set() },
        urgency,
        limitations: [],
        malignantThreshold: 0.1,
        skinTones: { cases: 0, distant: 0 },
      }).filter((sentence) => /would make it|it is SOON/u.test(sentence));
    expect(told(Urgency.EMERGENCY)).toEqual([]);
    expect(told(Urgency.ROUTINE)).toHaveLength(4);
    expect(told(Urgency.ROUTINE)[0]).toContain(meaningOf('severe_breathlessness'));
  });
});
