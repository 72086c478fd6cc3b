import { join } from 'node:path';
import fc from 'fast-check';
import { loadRuleSet } from '../../../src/assessment/load-rules';
import {
  BodySite,
  type Findings,
  NO_FINDINGS,
  PredicateKind,
  PREDICATES,
  Progression,
  type SuspicionModel,
  suspicionOf,
  Truth,
} from '../../../src/domain';

const loaded = loadRuleSet(join(__dirname, '../../../configs/red-flags.yaml'));
if (!loaded.ok || loaded.value.suspicion === null) throw new Error('There is no score.');
const model: SuspicionModel = loaded.value.suspicion;

const signCodes = PREDICATES.filter(({ kind }) => kind === PredicateKind.SIGN).map(({ code }) => code);
const aged = (ageYears: number | null): Findings['numbers'] =>
  ageYears === null ? {} : { age_years: { value: ageYears, because: 'told' } };
const findings: fc.Arbitrary<Findings> = fc
  .record({
    signs: fc.dictionary(
      fc.constantFrom(...signCodes),
      fc.constantFrom(Truth.PRESENT, Truth.ABSENT).map((truth) => ({ truth, because: 'said' })),
      { maxKeys: 40 },
    ),
    age: fc.option(fc.nat({ max: 110 })),
    bodySites: fc.array(fc.constantFrom(...Object.values(BodySite)), { maxLength: 4 }),
    progression: fc.option(fc.constantFrom(...Object.values(Progression))),
  })
  .map(({ signs, age, bodySites, progression }) => ({
    ...NO_FINDINGS,
    signs,
    bodySites,
    progression,
    numbers: aged(age),
  }));
const picture = fc.option(
  fc.record({
    embedding: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 768, maxLength: 768 }),
    modelSha256: fc.constant(model.picture.embeddingModelSha256),
  }),
);

describe('suspicionOf', () => {
  it('is total, and an interval within 0 and 1', () => {
    fc.assert(
      fc.property(findings, picture, (known, seen) => {
        const suspicion = suspicionOf(model, known, seen);
        if (suspicion === null) return;
        expect(suspicion.least).toBeGreaterThanOrEqual(0);
        expect(suspicion.least).toBeLessThanOrEqual(suspicion.most);
        expect(suspicion.most).toBeLessThanOrEqual(1);
        expect(suspicion.because).not.toBe('');
      }),
    );
  });

  it('is never lower for a yes than for a no, nor for silence than for a no', () => {
    fc.assert(
      fc.property(findings, picture, fc.constantFrom(...signCodes), (known, seen, code) => {
        const answered = (truth: 'PRESENT' | 'ABSENT' | null): number | null => {
          const others = Object.fromEntries(Object.entries(known.signs).filter(([other]) => other !== code));
          const signs = truth === null ? others : { ...others, [code]: { truth, because: 'said' } };
          return suspicionOf(model, { ...known, signs }, seen)?.least ?? null;
        };
        const [yes, no, silence] = [answered(Truth.PRESENT), answered(Truth.ABSENT), answered(null)];
        if (yes !== null && no !== null) expect(yes).toBeGreaterThanOrEqual(no);
        if (silence !== null && no !== null) expect(silence).toBeGreaterThanOrEqual(no);
      }),
    );
  });

  it('never falls with age', () => {
    fc.assert(
      fc.property(findings, fc.nat({ max: 100 }), fc.nat({ max: 10 }), (known, age, more) => {
        const at = (years: number): number | null =>
          suspicionOf(model, { ...known, numbers: aged(years) })?.least ?? null;
        expect(at(age + more) ?? 0).toBeGreaterThanOrEqual(at(age) ?? 0);
      }),
    );
  });
});
