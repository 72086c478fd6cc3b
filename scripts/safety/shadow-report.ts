import { type Comparison, type Judged, shiftOf } from './compare-releases';

const MAX_NAMED = 20;

/** What a candidate would change, as markdown: how many cases rise and fall, rule by rule, and which. Names no words. */
export function shadowReport(comparisons: readonly Comparison[]): string {
  const raised = comparisons.filter((one) => shiftOf(one) > 0);
  const lowered = comparisons.filter((one) => shiftOf(one) < 0);
  return [
    `${comparisons.length} cases heard by both: ${raised.length} would rise, ${lowered.length} would fall.`,
    '',
    ...section('Would fall', lowered),
    ...section('Would rise', raised),
    '| Rule | newly fires | falls silent |',
    '| --- | --- | --- |',
    ...ruleRows(comparisons),
  ].join('\n');
}

function section(title: string, comparisons: readonly Comparison[]): string[] {
  if (comparisons.length === 0) return [];
  const named = comparisons.slice(0, MAX_NAMED).map(({ told, active, candidate }) => {
    return `- ${told.name} (${told.language}): ${nameOf(active)} → ${nameOf(candidate)}; ${differences(active, candidate)}`;
  });
  const rest = comparisons.length - named.length;
  return [`## ${title}`, '', ...named, ...(rest > 0 ? [`- and ${rest} more`] : []), ''];
}

function nameOf({ urgency }: Judged): string {
  return urgency ?? 'no rule';
}

function differences(active: Judged, candidate: Judged): string {
  const { gained, lost } = changedRules(active, candidate);
  return [...gained.map((code) => `+${code}`), ...lost.map((code) => `−${code}`)].join(' ') || 'same rules';
}

function changedRules(active: Judged, candidate: Judged) {
  return {
    gained: candidate.rules.filter((code) => !active.rules.includes(code)),
    lost: active.rules.filter((code) => !candidate.rules.includes(code)),
  };
}

function ruleRows(comparisons: readonly Comparison[]): string[] {
  const counts = new Map<string, { gained: number; lost: number }>();
  for (const { active, candidate } of comparisons) {
    const { gained, lost } = changedRules(active, candidate);
    for (const code of gained) count(counts, code).gained += 1;
    for (const code of lost) count(counts, code).lost += 1;
  }
  const rows = [...counts].sort(([a], [b]) => a.localeCompare(b));
  if (rows.length === 0) return ['| none | 0 | 0 |'];
  return rows.map(([code, { gained, lost }]) => `| ${code} | ${gained} | ${lost} |`);
}

function count(counts: Map<string, { gained: number; lost: number }>, code: string) {
  const known = counts.get(code) ?? { gained: 0, lost: 0 };
  counts.set(code, known);
  return known;
}
