import { type Outcome } from './judge';
import { FIGURES, withInterval, type Figure } from './figures';

export interface OutcomeGroup {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
}

/** One column a group, one row a figure, each as percent with its interval. */
export function markdownTable(groups: readonly OutcomeGroup[]): string {
  const heading = ['figure', ...groups.map((group) => group.title)];
  const counts = [
    'cases (patients)',
    ...groups.map(({ outcomes }) => `${outcomes.length} (${new Set(outcomes.map((o) => o.patientId)).size})`),
  ];
  const rows = FIGURES.map((kind) => [
    kind.title,
    ...groups.map((group) => asText(withInterval(kind, group.outcomes))),
  ]);
  return [heading, heading.map(() => '---'), counts, ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

function asText(figure: Figure | null): string {
  if (figure === null) return '–';
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${percent(figure.value)} % (${percent(figure.low)}–${percent(figure.high)})`;
}
