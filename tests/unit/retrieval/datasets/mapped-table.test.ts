import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Truth } from '../../../../src/domain';
import { openDataset, type ReferenceCase } from '../../../../src/retrieval';
import { writeReferenceFolder } from '../../../support/reference-fixtures';

const MAPPING = `name: hill-clinic
licence: CC BY 4.0
attribution: Hill Clinic 2024, https://example.org/hill
table: lesions.csv
delimiter: ';'
pictures: images
columns:
  caseId: lesion
  patientId: person
  pictures: [photo_1, photo_2]
  labels: [dx, dx_2]
  skinType: fitz
  ageYears: age
  sex: gender
  sites: region
  signs:
    itch: itches
    bleeding: bleeds
labels: { basal: Basal Cell Carcinoma, mole: Melanocytic Nevus }
skinTypes: { II: FST2, V: FST5 }
sexes: { w: FEMALE, m: MALE }
sites: { nose: HEAD_OR_NECK }
present: [ja]
absent: [nein]
`;
const TABLE = [
  'lesion;person;photo_1;photo_2;dx;dx_2;fitz;age;gender;region;itches;bleeds',
  'L1;P1;a.jpg;b.jpg;basal;mole;II;61;w;nose;ja;nein',
  'L1;P1;c.jpg;;basal;;II;61;w;nose;ja;?',
  'L2;P2;;;"something; else";;?;old;;elbow;;',
];

async function open(mapping: string, table: readonly string[] = TABLE) {
  const folder = await writeReferenceFolder({ 'lesions.csv': table }, { 'a.png': 'red', 'c.png': 'blue' });
  try {
    await writeFile(join(folder.dir, 'mapping.yaml'), mapping);
    const opened = await openDataset(folder.dir);
    if (!opened.ok) return { error: opened.error.replaceAll(folder.dir, 'DIR') };
    const cases: ReferenceCase[] = [];
    for await (const referenceCase of opened.value.cases()) cases.push(referenceCase);
    return { dataset: opened.value, cases };
  } finally {
    await folder.remove();
  }
}

describe('a folder with a mapping', () => {
  it('is read as the mapping says', async () => {
    const { dataset, cases } = await open(MAPPING);
    expect(dataset).toMatchObject({
      name: 'hill-clinic',
      licence: 'CC BY 4.0, Hill Clinic 2024, https://example.org/hill',
      caseCount: 3,
    });
    expect(cases?.[0]).toMatchObject({
      sourceId: 'L1',
      caseId: 'L1',
      patientId: 'P1',
      conditions: [
        { name: 'Basal Cell Carcinoma', weight: 0.5 },
        { name: 'Melanocytic Nevus', weight: 0.5 },
      ],
      fitzpatrickSkinType: 'FST2',
      patient: { ageYears: 61, sexAtBirth: 'FEMALE' },
      findings: {
        bodySites: ['HEAD_OR_NECK'],
        signs: { itch: { truth: Truth.PRESENT }, bleeding: { truth: Truth.ABSENT } },
      },
    });
    expect(cases?.[0]?.pictures.map(({ path }) => path === null)).toEqual([false, true]);
  });

  it('tells rows of one case apart, and takes what is not mapped for not known', async () => {
    const { cases } = await open(MAPPING);
    expect(cases?.map(({ sourceId, caseId }) => [sourceId, caseId])).toEqual([
      ['L1', 'L1'],
      ['L1#2', 'L1'],
      ['L2', 'L2'],
    ]);
    expect(cases?.[2]).toMatchObject({
      conditions: [{ name: 'something; else', weight: 1 }],
      fitzpatrickSkinType: null,
      patient: { ageYears: null, sexAtBirth: null },
      findings: { bodySites: [], signs: {} },
      pictures: [],
    });
  });

  it('has another version when the mapping changes', async () => {
    const before = (await open(MAPPING)).dataset?.version;
    expect((await open(MAPPING)).dataset?.version).toBe(before);
    expect((await open(MAPPING.replace('basal: B', 'basal: b'))).dataset?.version).not.toBe(before);
  });

  it.each([
    ['licence: CC BY 4.0\n', '', 'line 1, licence'],
    ['attribution: Hill Clinic 2024, https://example.org/hill\n', '', 'line 1, attribution'],
    ['  caseId: lesion\n', '', 'line 8, columns.caseId'],
    ['V: FST5', 'V: FST9', 'line 20, skinTypes.V'],
    ['itch: itches', 'itching: itches', 'line 17, columns.signs'],
    ['name: hill-clinic', 'name: Hill Clinic', 'line 1, name'],
    ['table: lesions.csv', 'table: ../lesions.csv', 'line 4, table'],
    ['pictures: images', 'pictures: /etc', 'line 6, pictures'],
    ['absent: [nein]', 'absent: [nein]\ncolour: red', 'line 1, the file'],
    ['absent: [nein]', 'absent: [nein', 'line 25'],
  ])('with %j as %j is refused by line and key', async (right, wrong, place) => {
    expect((await open(MAPPING.replace(right, wrong))).error).toContain(place);
  });

  it('is refused when the table lacks a column that it names, and says what the table has', async () => {
    const { error } = await open(MAPPING.replace('itch: itches', 'itch: scratches'));
    expect(error).toContain('columns.signs.itch: lesions.csv has no column scratches');
    expect(error).toContain('The table has: lesion, person');
  });

  it('is refused when the table is not there', async () => {
    const { error } = await open(MAPPING.replace('table: lesions.csv', 'table: other.csv'));
    expect(error).toContain('there is no DIR/other.csv');
  });

  it('stops at a row without a case, by its number', async () => {
    await expect(open(MAPPING, [...TABLE, ';P9;;;basal;;;;;;;'])).rejects.toThrow(
      'record 4: lesion is empty',
    );
  });

  it('is what docs/reference-data.md shows', async () => {
    const page = await readFile(resolve('docs/reference-data.md'), 'utf8');
    const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
    const heading = 'lesion;person;photo_1;photo_2;dx;fitzpatrick;age;gender;region;itches;bleeds';
    const { dataset, cases } = await open(example, [heading, 'L1;P1;a.jpg;;mole;V;40;m;back;nein;ja']);
    expect(dataset?.name).toBe('hill-clinic');
    expect(cases).toMatchObject([
      {
        conditions: [{ name: 'Melanocytic Nevus' }],
        fitzpatrickSkinType: 'FST5',
        pictures: [{ path: null }],
      },
    ]);
  });
});
