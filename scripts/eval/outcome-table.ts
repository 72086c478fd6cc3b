import { type Outcome } from './judge';
import { FIGURES, withInterval } from './figures';
import { inPercent, markdownTable } from '../markdown-table';

export interface OutcomeGroup {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
}

/** One column a group, one row a figure, each as percent with its interval. */
export function outcomeTable(groups: readonly OutcomeGroup[]): string {
  const heading = ['figure', ...groups.map((group) => group.title)];
  const counts = [
    'cases (patients)',
    ...groups.map(({ outcomes }) => `${outcomes.length} (${new Set(outcomes.map((o) => o.patientId)).size})`),
  ];
  const rows = FIGURES.map((kind) => [
    kind.title,
    ...groups.map((group) => inPercent(withInterval(kind, group.outcomes))),
  ]);
  return markdownTable(heading, [counts, ...rows]);
}
