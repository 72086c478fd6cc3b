import { Truth } from '../../../../src/domain';
import { openDataset, type ReferenceCase } from '../../../../src/retrieval';
import { padTable, writeReferenceFolder } from '../../../support/reference-fixtures';

async function readFolder(...args: Parameters<typeof writeReferenceFolder>): Promise<{
  cases: ReferenceCase[];
  version: string;
  name: string;
}> {
  const folder = await writeReferenceFolder(...args);
  try {
    const dataset = await openDataset(folder.dir);
    if (!dataset.ok) throw new Error(dataset.error);
    const cases: ReferenceCase[] = [];
    for await (const referenceCase of dataset.value.cases()) cases.push(referenceCase);
    return { cases, version: dataset.value.version, name: dataset.value.name };
  } finally {
    await folder.remove();
  }
}

const SCIN_CASES = [
  'case_id,source,age_group,sex_at_birth,fitzpatrick_skin_type,textures_flat,body_parts_arm,condition_symptoms_itching,condition_symptoms_no_relevant_experience,other_symptoms_fever,other_symptoms_no_relevant_symptoms,condition_duration,image_1_path',
  '-1000600354148496558,SCIN,AGE_40_TO_49,FEMALE,NONE_IDENTIFIED,YES,YES,YES,,,YES,ONE_DAY,dataset/images/-32.png',
  '9223372036854775807,SCIN,AGE_UNKNOWN,OTHER_OR_UNSPECIFIED,FST6,,,,,,,,dataset/images/1.png',
];
const SCIN_LABELS = [
  'case_id,weighted_skin_condition_label,dermatologist_fitzpatrick_skin_type_label_1,monk_skin_tone_label_us',
  `-1000600354148496558,"{'Eczema': 0.69, ""Grover's disease"": 0.34}",FST2,3.0`,
  '9223372036854775807,{},,',
];

describe('a folder in SCIN form', () => {
  const folder = { 'scin_cases.csv': SCIN_CASES, 'scin_labels.csv': SCIN_LABELS };

  it('keeps ids as text, ticked boxes as present, and brings weights back to one', async () => {
    const { cases, name } = await readFolder(folder);
    const [first] = cases;
    expect(name).toBe('scin');
    expect(first?.caseId).toBe('-1000600354148496558');
    expect(first?.conditions.map((c) => c.name)).toEqual(['Eczema', "Grover's disease"]);
    expect(first?.conditions.reduce((sum, c) => sum + c.weight, 0)).toBeCloseTo(1);
    expect(first?.findings).toMatchObject({
      bodySites: ['ARM'],
      textures: ['FLAT'],
      duration: 'ONE_DAY',
    });
    expect(first?.patient).toEqual({ ageYears: 45, sexAtBirth: 'FEMALE' });
    expect(first?.fitzpatrickSkinType).toBe('FST2');
  });

  it('takes an empty box for unknown, and a group for absent only where "none of these" is ticked', async () => {
    const signs = (await readFolder(folder)).cases[0]?.findings.signs;
    expect(signs?.['itch']?.truth).toBe(Truth.PRESENT);
    expect(signs?.['bleeding']).toBeUndefined();
    expect(signs?.['fever']?.truth).toBe(Truth.ABSENT);
  });

  it('knows no age of AGE_UNKNOWN, no condition of {}, and no picture that is not in the folder', async () => {
    const second = (await readFolder(folder)).cases[1];
    expect(second).toMatchObject({
      caseId: '9223372036854775807',
      patient: { ageYears: null },
      conditions: [],
      fitzpatrickSkinType: 'FST6',
      pictures: [{ pictureId: 'dataset/images/1.png', path: null }],
    });
  });

  it('reads a label with an apostrophe and a comma, and weights that sum to more than one', async () => {
    const weights = `-1000600354148496558,"{""Kaposi's sarcoma of skin"": 0.5, 'Abrasion, scrape, or scab': 0.5, 'Eczema': 0.03}",,`;
    const { cases } = await readFolder({
      ...folder,
      'scin_labels.csv': [SCIN_LABELS[0] ?? '', weights],
    });
    expect(cases[0]?.conditions.map((c) => c.name)).toEqual([
      "Kaposi's sarcoma of skin",
      'Abrasion, scrape, or scab',
      'Eczema',
    ]);
    expect(cases[0]?.conditions.reduce((sum, c) => sum + c.weight, 0)).toBeCloseTo(1);
  });

  it('keeps neighbouring 64-bit ids apart', async () => {
    const [heading = '', first = ''] = SCIN_CASES;
    const neighbour = first.replace('-1000600354148496558', '-1000600354148496559');
    const { cases } = await readFolder({ ...folder, 'scin_cases.csv': [heading, first, neighbour] });
    expect(cases.map((c) => c.caseId)).toEqual(['-1000600354148496558', '-1000600354148496559']);
  });

  it('takes a case that was gradable and got no label for not labelled, like one without a row of labels', async () => {
    const { cases } = await readFolder({
      ...folder,
      'scin_labels.csv': [
        'case_id,dermatologist_gradable_for_skin_condition_1,weighted_skin_condition_label',
        '-1000600354148496558,DEFAULT_YES_IMAGE_QUALITY_SUFFICIENT,{}',
      ],
    });
    expect(cases.map((c) => c.conditions)).toEqual([[], []]);
  });

  it('finds a picture by its name, under images/', async () => {
    const { cases } = await readFolder(folder, { '-32.png': 'red' });
    expect(cases[0]?.pictures[0]?.path).toMatch(/images\/-32\.png$/);
  });

  it('has another version when a table or the pictures change', async () => {
    const before = await readFolder(folder);
    const same = await readFolder(folder);
    const withPicture = await readFolder(folder, { '-32.png': 'red' });
    expect(same.version).toBe(before.version);
    expect(withPicture.version).not.toBe(before.version);
  });
});

describe('a folder in PAD-UFES-20 form', () => {
  const row = {
    patient_id: 'PAT_46',
    lesion_id: '881',
    age: '55',
    region: 'NOSE',
    diagnostic: 'BCC',
    img_id: 'PAT_46_881_939.png',
    itch: 'True',
    grew: 'UNK',
    hurt: 'False',
    bleed: '',
    elevation: 'True',
    changed: 'True',
    gender: 'FEMALE',
    fitspatrick: '3.0',
    diameter_1: '6.0',
  };

  it('sends age, region and the six answers, and nothing else that it knows', async () => {
    const { cases } = await readFolder({ 'metadata.csv': padTable(row) });
    const [first] = cases;
    expect(first).toMatchObject({
      sourceId: 'PAT_46_881_939.png',
      caseId: 'PAT_46_881',
      patientId: 'PAT_46',
      conditions: [{ name: 'Basal Cell Carcinoma', weight: 1 }],
      patient: { ageYears: 55, sexAtBirth: null },
      fitzpatrickSkinType: 'FST3',
    });
    expect(first?.findings.bodySites).toEqual(['HEAD_OR_NECK']);
    expect(first?.findings.progression).toBe('WORSENING');
    expect(first?.findings.numbers).toEqual({});
    expect(first?.findings.signs).toEqual({
      itch: { truth: Truth.PRESENT, because: 'itch' },
      lesion_pain: { truth: Truth.ABSENT, because: 'hurt' },
      elevated: { truth: Truth.PRESENT, because: 'elevation' },
    });
  });

  it('finds the .jpg of what the table calls .png', async () => {
    const { cases } = await readFolder({ 'metadata.csv': padTable(row) }, { 'PAT_46_881_939.jpg': 'red' });
    expect(cases[0]?.pictures[0]?.path).toMatch(/PAT_46_881_939\.jpg$/);
  });
});

it('refuses a folder in another form, and says what it looked for', async () => {
  const folder = await writeReferenceFolder({ 'other.csv': ['a,b'] });
  const opened = await openDataset(folder.dir);
  await folder.remove();
  expect(opened).toMatchObject({ ok: false, error: expect.stringContaining('scin_cases.csv') as string });
});
