import { readdirSync, readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { redactText } from '../../../src/privacy';

const CONDITIONS = parseCsv<{ scin_label: string }>(readFileSync('configs/data/conditions.csv', 'utf8'), {
  columns: true,
}).map((row) => row.scin_label);
const LANGUAGES = readdirSync('configs/languages').map((file) => file.replace('.yaml', ''));

/** What somebody can say so that a lexicon hears it: its phrases, one by one; `*`, `~` and `/` are its own signs. */
function phrasesOf(language: string): string[] {
  const pack = parseYaml(readFileSync(`configs/languages/${language}.yaml`, 'utf8')) as { lexicon: unknown };
  const strings = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
  };
  return strings(pack.lexicon).filter((phrase) => !phrase.includes('/'));
}

describe('redaction leaves', () => {
  it.each(CONDITIONS)('the condition "%s" as it is, however it is written', (name) => {
    for (const text of [name, `I have ${name}`, `Is it ${name.toLowerCase()}?`, name.toUpperCase()])
      for (const language of ['en', 'es', 'sw', 'hi']) expect(redactText(text, language)).toBe(text);
  });

  it.each(LANGUAGES)('%s: every phrase that the lexicon listens for', (language) => {
    const phrases = phrasesOf(language).map((phrase) => phrase.replace(/[*~]/gu, ''));
    expect(phrases.length).toBeGreaterThan(50);
    expect(phrases.filter((phrase) => redactText(phrase, language) !== phrase)).toEqual([]);
  });

  it.each([
    'Stevens-Johnson syndrome after lamotrigine, Nikolsky sign positive',
    "Hutchinson's sign, Paget disease, Sweet syndrome and Johnson syndrome",
    'temperature 38.5 for 6 days, 500 mg twice a day for 2 weeks',
    'a flat 3 cm patch, 5 mm thick, since Tuesday, since childhood, since 2019',
    'she is 4 years old and weighs 16 kg; I am 89 years old',
    'it began on 3 March and came back in June',
    'I am tired, I am pregnant, it is called psoriasis',
    'my son has a rash, my mother says it is ringworm',
  ])('"%s" as it is', (text) => {
    expect(redactText(text, 'en')).toBe(text);
  });
});
