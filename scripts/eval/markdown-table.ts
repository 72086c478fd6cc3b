import { type Outcome } from './judge';
import { inPercent, markdown } from './bootstrap';
import { FIGURES, withInterval } from './figures';

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
    ...groups.map((group) => inPercent(withInterval(kind, group.outcomes))),
  ]);
  return markdown(heading, [counts, ...rows]);
}
