import { createConditionTable, Malignancy, Urgency } from '../../../../src/domain';

const row = { icd10: ['X1'], defaultUrgency: Urgency.SOON } as const;

describe('createConditionTable', () => {
  it('finds a name however it is written, and spells it as the table does', () => {
    const table = createConditionTable([{ ...row, name: 'SK/ISK', malignancy: Malignancy.BENIGN }]);
    expect(table.find('  sk/isk ')).toMatchObject({ name: 'SK/ISK', icd10: ['X1'] });
  });

  it('knows nothing bad of a label that it does not hold', () => {
    expect(createConditionTable([]).find('Milia')).toEqual({
      name: 'Milia',
      icd10: [],
      malignancy: null,
      malignantOrPremalignant: false,
      defaultUrgency: Urgency.ROUTINE,
    });
  });

  it.each([
    [Malignancy.MALIGNANT, true],
    [Malignancy.PREMALIGNANT, true],
    [Malignancy.IN_SITU, true],
    [Malignancy.UNCERTAIN, true],
    [Malignancy.BENIGN, false],
    [Malignancy.FINDING, false],
  ])('holds %s suspicious: %s', (malignancy, suspicious) => {
    const table = createConditionTable([{ ...row, name: 'A', malignancy }]);
    expect(table.find('A').malignantOrPremalignant).toBe(suspicious);
  });
});
