import { qualityMarkdown } from '../../../scripts/reference/quality-markdown';

it('shows a table of labels by skin type, those outside the condition table marked', () => {
  const none = { appearances: 0, pictures: 0, acrossPatients: 0 };
  const page = qualityMarkdown({
    summary: {
      dataset: 'set',
      cases: 3,
      labelledCases: 3,
      labelsOutsideTable: 1,
      pictures: { named: 0, missing: 0, notInTable: 0, examined: 0, unusable: {} },
      sameFile: none,
      samePicture: none,
      skinTypes: { FST2: 1, UNKNOWN: 2 },
    },
    licence: 'CC0, nobody',
    version: 'abc',
    labels: [
      { name: 'Eczema', inTable: true, cases: 2, bySkinType: { FST2: 1, UNKNOWN: 1 } },
      { name: 'A|B', inTable: false, cases: 1, bySkinType: { UNKNOWN: 1 } },
    ],
    ageDecades: { 100: 1, 20: 1, UNKNOWN: 1 },
    sexes: { FEMALE: 3 },
  });
  expect(page).toContain('Licence: CC0, nobody');
  expect(page).toContain('| Eczema | yes | 2 | 0 | 1 | 0 | 0 | 0 | 0 | 1 |');
  expect(page).toContain('| A\\|B | no | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 1 |');
  expect(page).toContain('1 of these 2 labels are not in the condition table');
  expect(page.indexOf('| 20 |')).toBeLessThan(page.indexOf('| 100 |'));
});
