import { type ChaosOptions } from './chaos-options';
import { type Account, type AccountVerdict, type HeardEvent, judgeAccount } from './judge-account';
import { type Strike } from './killer';
import { describeKill } from './plan-kills';
import { type Truth } from './read-truth';
import { type StreamVerdict } from './judge-stream';
import { type WebhookFaults } from './webhook-receiver';

/** What came of a run. */
export interface ChaosOutcome {
  readonly options: ChaosOptions;
  readonly strikes: readonly Strike[];
  readonly truth: Truth;
  /** Submissions that were accepted. */
  readonly raised: number;
  /** Escalations that nobody could acknowledge in time for the end. */
  readonly unanswered: number;
  readonly stream: StreamVerdict;
  readonly listeners: readonly ListenerOutcome[];
  /** Messages that brought errors in place of an event. */
  readonly brokenMessages: number;
  readonly webhook: WebhookFaults;
  /** How often each reason ended a listener's line. */
  readonly endings: ReadonlyMap<string, number>;
  /** How often each reason made a call be repeated. */
  readonly setbacks: ReadonlyMap<string, number>;
  /** What API processes wrote that ended without having been killed. */
  readonly crashes: readonly string[];
  readonly tookMs: number;
}

export interface ListenerOutcome extends AccountVerdict {
  /** Connections that it opened; null where it is called. */
  readonly lines: number | null;
  /** From what happened to when it was first received, over all different events; null for who came when all was over. */
  readonly latencyMs: Quantiles | null;
}

export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

interface Listened extends Account {
  readonly lines: number | null;
  readonly isLatecomer?: boolean;
}

/** A listener judged, with how long its events took. */
export function heardBy({ lines, isLatecomer = false, ...account }: Listened): ListenerOutcome {
  return { ...judgeAccount(account), lines, latencyMs: isLatecomer ? null : latencies(account.heard) };
}

function latencies(heard: readonly HeardEvent[]): Quantiles {
  const seen = new Set<number>();
  const firsts = heard.filter(({ position }) => !seen.has(position) && seen.add(position));
  const sorted = firsts.map(({ atMs, receivedAtMs }) => receivedAtMs - atMs).sort((a, b) => a - b);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), max: quantile(1) };
}

/** Answers of the API that say that it did not know what had befallen it. */
const AT_A_LOSS = 'INTERNAL_SERVER_ERROR';

/** What is wrong with a run, each with how often; nothing if all is well. */
export function faultsOf(outcome: ChaosOutcome): readonly string[] {
  const { truth, stream, listeners, webhook, strikes, crashes, setbacks, unanswered } = outcome;
  const counts: [count: number, what: string][] = [
    [truth.gaps, 'places of the stream that no event has'],
    [truth.unnumbered, 'events without a place'],
    [stream.silent, 'submissions that were accepted and raised nothing'],
    [stream.unasked, 'cases that escalated and that no partner knows of'],
    [stream.happenedTwice, 'events that happened twice'],
    [stream.forgottenAnswers, 'answers that were confirmed and forgotten'],
    [stream.contradicted, 'escalations that stand otherwise than their events tell'],
    [stream.brokenLadders, 'ladders that do not climb, or climb on after the answer'],
    [stream.againstCommitOrder, 'escalations that stand before one that was committed earlier'],
    [stream.againstCaseOrder, 'events that stand behind a later one of their case'],
    [unanswered, 'escalations that nobody could answer'],
    ...listeners.flatMap(({ name, lost, doubled, disordered, untrue }): typeof counts => [
      [lost, `events lost to "${name}"`],
      [doubled, `events that came to "${name}" under two cursors`],
      [disordered, `events out of order at "${name}"`],
      [untrue, `events told to "${name}" that are none of its business, or did not happen so`],
    ]),
    [webhook.forged, 'webhook requests that are not what was signed'],
    [webhook.renamed, 'events that came to the webhook under two ids'],
    [webhook.rewritten, 'webhook ids that came with two contents'],
    [crashes.length, 'API processes that ended by themselves'],
    [setbacks.get(AT_A_LOSS) ?? 0, `answers of ${AT_A_LOSS}`],
    ...strikes.flatMap(({ kill, missed }): typeof counts =>
      missed === null ? [] : [[1, `kill missed (${describeKill(kill)}): ${missed}`]],
    ),
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
