import { readFile } from 'node:fs/promises';
import { isSignCode, Urgency } from '../../../src/domain';
import { ENCODED_SIGNS, loadConditionTable, PAD_CONDITIONS } from '../../../src/retrieval';
import { parseConditionRows } from '../../../src/retrieval/condition-table';

const PATH = 'configs/data/conditions.csv';

describe('configs/data/conditions.csv', () => {
  it('has 140 conditions under the agreed columns', async () => {
    const table = await loadConditionTable(PATH);
    const [heading] = (await readFile(PATH, 'utf8')).split('\n');
    expect(table.names).toHaveLength(140);
    expect(heading).toBe(
      'scin_label,cases_weighted,label_source,malignancy,icd10_who,icd10_cm,icd11_mms,icd11_status,default_level,note',
    );
  });

  it('splits several codes', async () => {
    const table = await loadConditionTable(PATH);
    expect(table.find('Stevens-Johnson syndrome/TEN')).toMatchObject({
      icd10: ['L51.1', 'L51.2'],
      defaultUrgency: Urgency.EMERGENCY,
    });
  });

  it('holds every diagnosis of PAD-UFES-20, the cancers as suspicious', async () => {
    const table = await loadConditionTable(PATH);
    const suspicious = Object.entries(PAD_CONDITIONS)
      .filter(([, name]) => table.find(name).malignantOrPremalignant)
      .map(([diagnostic]) => diagnostic);
    expect(Object.values(PAD_CONDITIONS).every((name) => table.find(name).icd10.length > 0)).toBe(true);
    expect(suspicious.sort()).toEqual(['ACK', 'BCC', 'MEL', 'SCC']);
  });
});

it('refuses a row that is not understood, by its number', () => {
  const csv = 'scin_label,malignancy,icd10_who,default_level\nEczema,benign,L30.9,TOMORROW\n';
  expect(() => parseConditionRows(csv)).toThrow(/record 1/);
});

it('encodes only signs that the vocabulary has', () => {
  expect(ENCODED_SIGNS.flat().filter((code) => !isSignCode(code))).toEqual([]);
});
