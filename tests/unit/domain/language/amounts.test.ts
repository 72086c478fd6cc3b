import { compileLanguage, extractFindings, type Hearing, peopleIn, Truth } from '../../../../src/domain';
import { HEARING, WORDLESS } from '../../../support/lexicons';

const language = compileLanguage({
  lexicon: {
    ...WORDLESS,
    negationsBefore: ['no'],
    and: ['and'],
    past: ['years ago'],
    signs: {
      fever: ['fever'],
      size_change: ['growing'],
      burn: ['burn*'],
      prior_skin_cancer: ['had skin cancer'],
    },
    people: {
      children: ['my son'],
      others: ['my mother'],
      self: ['i', 'my'],
      they: ['she'],
      reports: ['says'],
    },
    measures: { diameter_mm: { '24': ['coin'] }, pustule_count: { '#': ['pus spots'] } },
    timed: { non_healing_weeks: ['does not heal'] },
    lengths: { mm: ['mm'], cm: ['cm'], inch: ['inch*'] },
    time: {
      ...WORDLESS.time,
      numbers: { '2': ['two'], '20': ['twenty'] },
      units: { day: ['day*', 'दिन'], week: ['week*'], month: ['month*'], year: ['year*'] },
      cues: ['for', 'since', 'ago'],
      ago: { '1': ['yesterday'] },
      weekdays: { monday: ['monday'] },
      months: { '9': ['september'] },
      ageCues: ['years old', 'days old'],
    },
  },
  yesNo: { yes: ['yes'], no: ['no'], notSure: ['maybe'] },
});

function numbers(text: string, hearing: Partial<Hearing> = {}): Record<string, number> {
  const update = extractFindings(text, language, { ...HEARING, ...hearing });
  return Object.fromEntries(Object.entries(update.numbers ?? {}).map(([code, { value }]) => [code, value]));
}
const fever = (text: string, hearing: Partial<Hearing> = {}) =>
  extractFindings(text, language, { ...HEARING, ...hearing }).signs?.['fever']?.truth;

test.each([
  ['a spot of 2,5 cm', { diameter_mm: 25 }],
  ['a spot of 2x6mm', { diameter_mm: 6 }],
  ['as big as a coin', { diameter_mm: 24 }],
  ['twelve or 12 pus spots', { pustule_count: 12 }],
  ['fever for 6 days', { fever_days: 6, onset_days: 6 }],
  ['fever, for 6 days', { fever_days: 6, onset_days: 6 }],
  ['fever ६ दिन', { fever_days: 6 }],
  ['growing for two months', { growing_weeks: 8, onset_days: 60 }],
  ['it does not heal for twenty two weeks', { non_healing_weeks: 22, onset_days: 154 }],
  ['since monday', { onset_days: 2 }],
  ['since september', { onset_days: 60 }],
  ['it began yesterday and is growing', { onset_days: 1, growing_weeks: 0 }],
  ['my son is 3 years old', { age_years: 3 }],
  ['he is 9 days old', { age_days: 9 }],
  ['my son, 9 days, growing', { age_days: 9 }],
  ['my son, growing 9 weeks', { growing_weeks: 9 }],
  ['my mother is 80 years old', {}],
  ['no fever for 6 days', { onset_days: 6 }],
  ['two weeks', {}],
])('"%s" gives %j', (text, expected) => {
  expect(numbers(text)).toEqual(expected);
});

test('a bare number or span is an answer only to its own question', () => {
  expect(numbers('4', { prompt: 'AGE' })).toEqual({ age_years: 4 });
  expect(numbers('two weeks', { prompt: 'AGE_OF_BABY' })).toEqual({ age_days: 14 });
  expect(numbers('two weeks', { prompt: 'DURATION' })).toEqual({ onset_days: 14 });
  expect(numbers('4')).toEqual({});
});

test.each([
  ['my mother has fever', undefined],
  ['my mother had skin cancer. She has fever', undefined],
  ['my mother had skin cancer. Fever came', Truth.PRESENT],
  ['my mother has a burn and i have fever', Truth.PRESENT],
  ['my mother says fever', Truth.PRESENT],
  ['fever like my mother', Truth.PRESENT],
  ['my son has fever', Truth.PRESENT],
  ['years ago fever', undefined],
])('"%s": the fever is %s', (text, expected) => {
  expect(fever(text)).toBe(expected);
});

test('who is known to speak decides whose story it is', () => {
  expect(fever('my mother has fever', { speaker: 'RELATIVE' })).toBe(Truth.PRESENT);
  expect(fever('my mother has fever', { speaker: 'SELF' })).toBeUndefined();
  expect(fever('my son has fever', { speaker: 'SELF' })).toBeUndefined();
});

test('a burn of years ago is history, and a cancer of years ago still counts', () => {
  const said = extractFindings('burned 10 years ago. I had skin cancer years ago', language, HEARING).signs;
  expect(Object.keys(said ?? {})).toEqual(['prior_skin_cancer']);
});

test('the people of a text are named', () => {
  expect(peopleIn('it is for my son', language)).toMatchObject({
    children: true,
    others: false,
    self: false,
  });
});
