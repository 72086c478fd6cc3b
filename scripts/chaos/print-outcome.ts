import { type ChaosOutcome } from './run-chaos';
import { describeKill } from './plan-kills';
import { type HeardEvent } from './verdict';

/** What the simulator found, on the console. */
export function printOutcome(outcome: ChaosOutcome): void {
  const { verdict, truth, kills, subscribers, webhook, unanswered, setbacks, crashes, tookMs } = outcome;
  const { raised, silent, happenedTwice, brokenLadders, againstCommitOrder } = verdict;
  console.log(`\n${raised} escalations raised and ${kills.length} kills in ${Math.round(tookMs / 1000)} s.`);
  console.table(countBy(kills.map(describeKill)));
  console.log(
    `The stream: ${truth.events.length} events of escalations, ${truth.gaps} gaps, ${truth.unnumbered} without a place; ` +
      `${silent} submissions raised nothing, ${happenedTwice} events happened twice, ${brokenLadders} ladders are broken, ` +
      `${againstCommitOrder} escalations stand before one that was committed earlier.`,
  );
  console.table(
    Object.fromEntries(
      verdict.subscribers.map(({ subscriber, repeated, doubled, ...figures }) => [
        subscriber,
        { ...figures, 'again, same cursor': repeated, 'again, other cursor': doubled },
      ]),
    ),
  );
  console.log('From the event to the subscriber, kills and reconnections included; ms.');
  const accounts = [...subscribers, { name: 'webhook', heard: webhook.heard }];
  console.table(Object.fromEntries(accounts.map(({ name, heard }) => [name, latencies(heard)])));
  const kinds = truth.events.map(({ kind, tier }) => (kind === 'REMINDED' ? `REMINDED, tier ${tier}` : kind));
  console.log(`What happened to the escalations; ${unanswered} were left unanswered.`);
  console.table(countBy(kinds));
  console.log('Calls that had to be repeated, by reason; messages that brought errors in place of an event:');
  console.table({
    ...Object.fromEntries(setbacks),
    'errors in a stream': subscribers.reduce((sum, one) => sum + one.failures(), 0),
  });
  console.log(
    `To the webhook ${webhook.renamed} events came under more than one id, and ${webhook.forged} requests unsigned.`,
  );
  for (const output of crashes) console.log(`An API process ended by itself:\n${output}`);
}

function latencies(heard: readonly HeardEvent[]): Record<string, number> {
  const seen = new Set<number>();
  const firsts = heard.filter(({ position }) => !seen.has(position) && seen.add(position));
  const sorted = firsts.map(({ atMs, receivedAtMs }) => receivedAtMs - atMs).sort((a, b) => a - b);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), max: quantile(1) };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
