import { recogniseCondition, soundsMalignant } from '../../../../src/domain/model-view/condition-names';
import { type ConditionTable } from '../../../../src/domain';
import { loadConditionTable } from '../../../../src/retrieval';

describe('names of conditions as a model writes them', () => {
  let table: ConditionTable;
  beforeAll(async () => {
    table = await loadConditionTable('configs/data/conditions.csv');
  });

  it('are all of the table’s, as it spells them, in capitals, and without its marks', () => {
    for (const name of table.names)
      for (const spelling of [name, name.toUpperCase(), ` ${name.replace(/[-/,]/g, ' ')} `])
        expect([spelling, recogniseCondition(spelling, table)?.name]).toEqual([spelling, name]);
  });

  it.each([
    ['squamous cell carcinoma', 'SCC/SCCIS'],
    ['Squamous Cell Carcinoma (invasive)', 'SCC/SCCIS'],
    ['Bowen’s disease', 'SCC in situ'],
    ['Melanoma in situ', 'Melanoma in situ'],
    ['malignant melanoma', 'Melanoma'],
    ['Kaposi sarcoma', "Kaposi's sarcoma of skin"],
    ['Haemangioma', 'Hemangioma'],
    ['Necrotizing fasciitis', 'Necrotising fasciitis'],
    ['Acute generalized exanthematous pustulosis', 'Acute generalised exanthematous pustulosis'],
    ['Seborrhoeic keratosis', 'SK/ISK'],
    ['Herpes zoster (shingles) [B02.9]', 'Herpes Zoster'],
    ['Atopic dermatitis', 'Eczema'],
    ['Acral lentiginous melanoma', 'Melanoma'],
    ['Lentiginous melanoma in situ', 'Melanoma in situ'],
    ['Nodular basal-cell carcinoma', 'Basal Cell Carcinoma'],
  ])('"%s" is %s', (name, listed) => {
    expect(recogniseCondition(name, table)?.name).toBe(listed);
  });

  it.each([
    'Glorbitis',
    '',
    '()',
    'Eczema or psoriasis',
    'Nevus or melanoma',
    'Not melanoma',
    'Melenoma',
    'Melanocytic Nevus (rule out melanoma)',
  ])('"%s" is none', (name) => {
    expect(recogniseCondition(name, table)).toBeNull();
  });

  it.each([
    ...['Amelanotic melanoma', 'Melenoma', 'melanom', 'Carcinomma', 'Lymphomas', 'leukaemia of the skin'],
    ...[
      'Melanocytic Nevus (rule out melanoma)',
      'Invasive SCC',
      'cáncer de piel',
      'câncer',
      'saratani ya ngozi',
    ],
    ...['त्वचा का कैंसर', 'ত্বকের ক্যান্সার', 'தோல் புற்றுநோய்', 'سرطان الجلد', '皮肤癌', 'Maligant growth'],
  ])('"%s" sounds like a cancer', (name) => {
    expect(soundsMalignant(name)).toBe(true);
  });

  it.each(['Melasma', 'Sarcoidosis', 'Lipoma', 'Lymphangitis', 'Canker sore', 'Haematoma', '血管瘤', ''])(
    '"%s" does not',
    (name) => {
      expect(soundsMalignant(name)).toBe(false);
    },
  );
});
