import { createConditionTable, Malignancy, NO_FINDINGS, Truth, Urgency } from '../../../src/domain';
import { type ReferenceCase } from '../../../src/retrieval';
import { measureProfiles } from '../../../scripts/profile/measure-profiles';

const table = createConditionTable(
  ['Eczema', 'Psoriasis'].map((name) => ({
    name,
    malignancy: Malignancy.BENIGN,
    icd10: [],
    defaultUrgency: Urgency.ROUTINE,
  })),
);

function caseOf(place: number, name: string, sign: string): ReferenceCase {
  const id = `${name} ${place}`;
  return {
    sourceId: id,
    caseId: id,
    patientId: id,
    conditions: [{ name, weight: 1 }],
    fitzpatrickSkinType: null,
    findings: { ...NO_FINDINGS, signs: { [sign]: { truth: Truth.PRESENT, because: 'ticked' } } },
    patient: { ageYears: null, sexAtBirth: null },
    pictures: [],
  };
}
const cases = (signOf: (name: string, place: number) => string): ReferenceCase[] =>
  ['Eczema', 'Psoriasis'].flatMap((name) =>
    Array.from({ length: 100 }, (_, place) => caseOf(place, name, signOf(name, place))),
  );

it('finds everything for the right condition and against the other one where answers tell them apart', () => {
  const lines = measureProfiles(
    'test',
    cases((name) => (name === 'Eczema' ? 'itch' : 'burning_sensation')),
    table,
  );
  expect(lines[1]).toMatch(/supported 100\.0 %, contradicted 0\.0 % \(200 pairs\)$/);
  expect(lines[2]).toMatch(/supported 0\.0 %, contradicted 100\.0 % \(200 pairs\)$/);
});

it('finds nothing where answers tell nothing', () => {
  const lines = measureProfiles(
    'test',
    cases((_name, place) => (place % 2 === 0 ? 'itch' : 'burning_sensation')),
    table,
  );
  expect(lines[1]).toMatch(/supported of none, contradicted of none \(0 pairs\)$/);
});
