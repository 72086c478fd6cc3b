import { inPercent, markdownTable } from '../../markdown-table';
import { type Quantiles, usageOf } from './model-usage';
import { type CaseOutcome } from './outcome';

/** What became of the questions, and what the answers cost; empty where no model was asked. */
export function usageTables(cases: readonly CaseOutcome[]): string[] {
  const usage = usageOf(cases);
  if (usage === null) return [];
  const rows = usage.fates.map(({ fate, share, reasons }) => [
    fate,
    inPercent(share),
    reasons.map(([reason, count]) => `${reason} ${count}`).join(', '),
  ]);
  return [
    `Of ${usage.asked} questions; whatever was not accepted left the EVIDENCE assessment as it was.`,
    markdownTable(['outcome', 'share', 'why, and what the guard changed'], rows),
    markdownTable(
      ['of the answers that came', ''],
      [
        ['form right at the second attempt', inPercent(usage.repaired)],
        ['accepted with a condition that is on no list', inPercent(usage.withUnverified)],
        ['milliseconds', inWords(usage.latencyMs)],
        ['tokens of the question', inWords(usage.inputTokens)],
        ['tokens of the answer', inWords(usage.outputTokens)],
      ],
    ),
  ];
}

function inWords(quantiles: Quantiles | null): string {
  if (quantiles === null) return 'not known';
  return `p50 ${Math.round(quantiles.p50)}, p95 ${Math.round(quantiles.p95)}`;
}
