import { setTimeout as delay } from 'node:timers/promises';
import { type SeededRandom } from '../seeded-random';
import { type HeardEvent, type Place } from './judge-account';
import { reasonOf } from './reason-of';
import { type OpenLine, type StreamLine } from './stream-lines';
import { positionOf, type StreamEvent, type WatchedStream } from './watched-streams';

const MIN_PAUSE_MS = 10;
const MAX_PAUSE_MS = 300;

export interface Subscriber {
  readonly name: string;
  readonly place: Place;
  readonly heard: readonly HeardEvent[];
  /** Lines that it opened. */
  lines(): number;
  /** How often each reason ended one of them. */
  readonly endings: ReadonlyMap<string, number>;
  /** Messages that brought errors in place of an event. */
  failures(): number;
  /** The highest place that it has heard of. */
  reached(this: void): number;
  stop(): Promise<void>;
}

export interface SubscriberOptions<E extends StreamEvent> {
  readonly name: string;
  /** What its viewer may hear. */
  readonly place: Place;
  readonly stream: WatchedStream<E>;
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
  readonly onEvent?: (event: E) => void;
}

/** Follows the stream for as long as it takes: whenever the line is lost it comes back, anywhere, with its last cursor. */
export function startSubscriber<E extends StreamEvent>(options: SubscriberOptions<E>): Subscriber {
  const { name, place, stream, open, urls, token, random, eventsPerCheckpoint, eventsPerLine } = options;
  const stopping = new AbortController();
  const heard: HeardEvent[] = [];
  const endings = new Map<string, number>();
  let checkpoint = options.after;
  let [connection, reached, failures] = [0, 0, 0];
  let line: StreamLine<E> | null = null;
  options.signal.addEventListener('abort', () => void stop());
  const ended = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      connection += 1;
      // A line that breaks is what this is about.
      const ending = await followOnce().then(() => 'completed', reasonOf);
      if (!stopping.signal.aborted) endings.set(ending, (endings.get(ending) ?? 0) + 1);
      const pauseMs = random.between(MIN_PAUSE_MS, MAX_PAUSE_MS);
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function followOnce(): Promise<void> {
    line = open<E>({ url: random.pick(urls), token, query: stream.query, after: checkpoint });
    const patience = random.between(1, 2 * eventsPerLine);
    let count = 0;
    for await (const { data, errors } of line.messages) {
      // As applications do: what came with errors is shown as such, and the next one is waited for.
      if (data == null || errors !== undefined) {
        failures += 1;
        continue;
      }
      count += 1;
      note(data.event, count);
      if (count > patience) line.cut();
    }
  }

  function note(event: E, count: number): void {
    const position = positionOf(event.cursor);
    const times = { atMs: Date.parse(event.at), receivedAtMs: Date.now() };
    heard.push({ position, identity: stream.identityOf(event), connection, ...times });
    reached = Math.max(reached, position);
    if (count % eventsPerCheckpoint === 0) checkpoint = event.cursor;
    options.onEvent?.(event);
  }

  return {
    name,
    place,
    heard,
    lines: () => connection,
    endings,
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
