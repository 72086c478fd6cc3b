import { NOT_KNOWN, type QualityReport } from '../../src/retrieval';
import { markdownTable } from '../markdown-table';
import { describeQuality } from './describe-quality';

const SKIN_TYPES = ['FST1', 'FST2', 'FST3', 'FST4', 'FST5', 'FST6', NOT_KNOWN];

/** The whole report as a page for people who decide whether a set may be used. */
export function qualityMarkdown(report: QualityReport): string {
  const { summary, labels } = report;
  const outside = labels.filter((label) => !label.inTable).length;
  return [
    `# ${summary.dataset}`,
    `Licence: ${report.licence}\n\nVersion (digest of all tables and pictures): \`${report.version}\``,
    describeQuality(summary)
      .map((line) => `- ${line}`)
      .join('\n'),
    '## Labels by skin type',
    `Each case counts once, by its heaviest label. ${outside} of these ${labels.length} labels are not in the condition table: they have no codes, are not held malignant, and are ROUTINE.`,
    markdownTable(
      ['label', 'in the table', 'cases', ...SKIN_TYPES],
      labels.map((label) => [
        label.name.replaceAll('|', '\\|'),
        label.inTable ? 'yes' : 'no',
        String(label.cases),
        ...SKIN_TYPES.map((type) => String(label.bySkinType[type] ?? 0)),
      ]),
    ),
    '## Ages and sexes',
    'As the reader takes them: it leaves out what would give the diagnosis away.',
    countsTable('decade of age', report.ageDecades),
    countsTable('sex at birth', report.sexes),
  ].join('\n\n');
}

function countsTable(title: string, counts: Readonly<Record<string, number>>): string {
  const rows = Object.entries(counts).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return markdownTable(
    [title, 'cases'],
    rows.map(([name, count]) => [name, String(count)]),
  );
}
