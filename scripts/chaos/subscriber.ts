import { setTimeout as delay } from 'node:timers/promises';
import { type SeededRandom } from '../seeded-random';
import { type EscalationEvent, type OpenLine, positionOf, type StreamLine } from './stream-lines';
import { type HeardEvent } from './verdict';

const MIN_PAUSE_MS = 10;
const MAX_PAUSE_MS = 300;

export interface Subscriber {
  readonly name: string;
  readonly fromTier: number;
  readonly heard: readonly HeardEvent[];
  /** Messages that brought errors in place of an event. */
  failures(): number;
  /** The highest place that it has heard of. */
  reached(this: void): number;
  stop(): Promise<void>;
}

export interface SubscriberOptions {
  readonly name: string;
  /** The tier of an escalation from which on its viewer may hear of it. */
  readonly fromTier: number;
  readonly open: OpenLine;
  readonly urls: readonly string[];
  readonly token: string;
  readonly random: SeededRandom;
  /** Stops it, as `stop` does. */
  readonly signal: AbortSignal;
  /** The cursor to begin behind. */
  readonly after: string;
  /** It writes down its cursor after so many events: 1 makes it careful, more makes it hear some of them again. */
  readonly eventsPerCheckpoint: number;
  /** It loses the line by itself after so many events, about. */
  readonly eventsPerLine: number;
  readonly onEvent?: (event: EscalationEvent) => void;
}

/** Follows the stream for as long as it takes: whenever the line is lost it comes back, anywhere, with its last cursor. */
export function startSubscriber(options: SubscriberOptions): Subscriber {
  const { name, fromTier, open, urls, token, random, eventsPerCheckpoint, eventsPerLine, onEvent } = options;
  const stopping = new AbortController();
  const heard: HeardEvent[] = [];
  let checkpoint = options.after;
  let [connection, reached, failures] = [0, 0, 0];
  let line: StreamLine | null = null;
  options.signal.addEventListener('abort', () => void stop());
  const ended = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      connection += 1;
      // A line that breaks is what this is about.
      await followOnce().catch(() => undefined);
      const pauseMs = random.between(MIN_PAUSE_MS, MAX_PAUSE_MS);
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function followOnce(): Promise<void> {
    line = open(random.pick(urls), token, checkpoint);
    const patience = random.between(1, 2 * eventsPerLine);
    let count = 0;
    for await (const { data, errors } of line.messages) {
      // As applications do: what came with errors is shown as such, and the next one is waited for.
      if (data == null || errors !== undefined) {
        failures += 1;
        continue;
      }
      count += 1;
      note(data.escalationEvents, count);
      if (count > patience) line.cut();
    }
  }

  function note(event: EscalationEvent, count: number): void {
    const { cursor, caseNumber, kind, tier } = event;
    const position = positionOf(cursor);
    const atMs = Date.parse(event.at);
    heard.push({ position, caseNumber, kind, tier, atMs, connection, receivedAtMs: Date.now() });
    reached = Math.max(reached, position);
    if (count % eventsPerCheckpoint === 0) checkpoint = cursor;
    onEvent?.(event);
  }

  return {
    name,
    fromTier,
    heard,
    failures: () => failures,
    reached: () => reached,
    stop,
  };

  function stop(): Promise<void> {
    stopping.abort();
    line?.cut();
    return ended;
  }
}
