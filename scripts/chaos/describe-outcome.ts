import { toCommand } from './chaos-options';
import { type ChaosOutcome, faultsOf, type ListenerOutcome } from './chaos-outcome';
import { type Strike } from './killer';
import { describeKill } from './plan-kills';

const QUANTILES = ['p50', 'p95', 'p99', 'max'] as const;

/** What the simulator found, for a person: who heard what, what was killed when, and how to do it again. */
export function describeOutcome(outcome: ChaosOutcome): string {
  const { options, raised, strikes, tookMs, crashes } = outcome;
  const faults = faultsOf(outcome);
  return [
    `# ${raised} escalations, ${strikes.length} kills, ${Math.round(tookMs / 1000)} s, seed ${options.seed}`,
    listenersTable(outcome.listeners),
    'Repeated: came again with the cursor that it had, as those ask for who wrote an older one down. Times in ms, from the\n' +
      'event to its first arrival, with every outage on the way.',
    killsTable(strikes),
    streamLine(outcome),
    troubleLine(outcome),
    ...crashes.map((output) => `An API process ended by itself:\n${output}`),
    faults.length === 0
      ? 'PASSED: nothing was lost, doubled, disordered or told to strangers.'
      : `FAILED:\n${faults.map((fault) => `- ${fault}`).join('\n')}`,
    `Again: ${toCommand(options)}`,
  ].join('\n\n');
}

function listenersTable(listeners: readonly ListenerOutcome[]): string {
  const heading = [
    ...['who', 'lines', 'to hear', 'delivered', 'lost', 'repeated', 'other cursor', 'out of order', 'untrue'],
    ...QUANTILES,
  ];
  const rows = listeners.map(({ name, lines, latencyMs, ...figures }) => [
    name,
    lines === null ? '–' : String(lines),
    ...[figures.expected, figures.delivered, figures.lost, figures.repeated, figures.doubled].map(String),
    ...[figures.disordered, figures.untrue].map(String),
    ...QUANTILES.map((quantile) => (latencyMs === null ? '–' : String(latencyMs[quantile]))),
  ]);
  return inColumns([heading, ...rows]);
}

function killsTable(strikes: readonly Strike[]): string {
  const ways = new Map<string, { done: number; hit: number }>();
  for (const { kill, missed } of strikes) {
    const way = describeKill(kill);
    const { done, hit } = ways.get(way) ?? { done: 0, hit: 0 };
    ways.set(way, { done: done + 1, hit: hit + (missed === null ? 1 : 0) });
  }
  const rows = [...ways].sort(([one], [other]) => (one < other ? -1 : 1));
  const heading = ['killed with SIGKILL', 'times', 'at that moment'];
  return inColumns([heading, ...rows.map(([way, { done, hit }]) => [way, String(done), String(hit)])]);
}

function streamLine({ truth, unanswered }: ChaosOutcome): string {
  const kinds = truth.steps.map(({ kind, tier }) =>
    kind === 'REMINDED' ? `reminded at tier ${tier}` : kind,
  );
  const counts = inWords(countBy(kinds.map((kind) => kind.toLowerCase())));
  return (
    `The stream: ${truth.caseEvents.length} events of ${truth.escalations.length} cases, ${truth.gaps} gaps, ` +
    `${truth.unnumbered} without a place; of escalations ${counts}. Left unanswered: ${unanswered}.`
  );
}

function troubleLine({ setbacks, endings, brokenMessages }: ChaosOutcome): string {
  return [
    `Calls that had to be repeated: ${inWords(setbacks)}.`,
    `Lines that ended: ${inWords(endings)}.`,
    `Messages that brought errors in place of an event: ${brokenMessages}.`,
  ].join('\n');
}

function inWords(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.map(([name, count]) => `${count} × ${name}`).join(', ') || 'none';
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Names to the left, figures to the right, and a rule under the heading. */
function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const [heading = '', ...lines] = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return [heading, '-'.repeat(heading.length), ...lines].join('\n');
}
