/** What is known of one case at every threshold. */
export interface ScoredCase {
  readonly isMalignant: boolean;
  /** Whether the rules alone call it SOON or above. */
  readonly byRules: boolean;
  readonly withPicture: number;
  readonly withoutPicture: number;
}

const THRESHOLDS = [0.08, 0.1, 0.11, 0.12, 0.13, 0.14, 0.16, 0.18, 0.2, 0.3];

/** Sensitivity and specificity of "rules or score" by threshold: means over the seeds, with least and most. */
export function thresholdTable(bySeed: readonly (readonly ScoredCase[])[]): string {
  const lines = THRESHOLDS.map((threshold) =>
    (['withPicture', 'withoutPicture'] as const).flatMap((which) => {
      const figures = bySeed.map((cases) =>
        atThreshold(cases, (one) => one[which] >= threshold || one.byRules),
      );
      return [
        spread(figures.map(({ sensitivity }) => sensitivity)),
        spread(figures.map(({ specificity }) => specificity)),
      ];
    }),
  );
  const heading = [
    'threshold',
    'sensitivity',
    'specificity',
    'sensitivity, no picture',
    'specificity, no picture',
  ];
  return [heading, heading.map(() => '---'), ...lines.map((line, i) => [String(THRESHOLDS[i]), ...line])]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function atThreshold(cases: readonly ScoredCase[], isFlagged: (one: ScoredCase) => boolean) {
  const share = (those: readonly ScoredCase[], holds: (one: ScoredCase) => boolean): number =>
    those.filter(holds).length / Math.max(1, those.length);
  return {
    sensitivity: share(
      cases.filter((one) => one.isMalignant),
      isFlagged,
    ),
    specificity: share(
      cases.filter((one) => !one.isMalignant),
      (one) => !isFlagged(one),
    ),
  };
}

function spread(values: readonly number[]): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${percent(mean)} % (${percent(Math.min(...values))}–${percent(Math.max(...values))})`;
}
