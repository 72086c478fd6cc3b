import { markdownTable } from '../../markdown-table';
import { type LanguageOutcome } from './language-check';
import { type Section } from './section';

/** How often the language of a sentence was identified, by language. */
export function languageSection(outcomes: readonly LanguageOutcome[]): Section {
  const percent = (part: number, of: number): string =>
    of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`;
  return {
    title: 'Language identification',
    markdown: [
      'Sentences of tests/data/spoken-rules: short, spoken, with code-mix and misspellings.',
      markdownTable(
        ['language', 'sentences', 'right', 'confident', 'wrong among the confident'],
        outcomes.map((one) => [
          one.language,
          String(one.sentences),
          percent(one.right, one.sentences),
          percent(one.confident, one.sentences),
          percent(one.confidentAndWrong, one.confident),
        ]),
      ),
    ].join('\n\n'),
    data: outcomes,
  };
}
