import { Counter, Gauge, type Registry } from 'prom-client';

/** A WebSocket or an event stream that is open. */
export interface OpenLine {
  readonly transport: string;
  /** Subscriptions and other operations under way on it. */
  readonly operations: number;
}

/** What the server reports of the lines that subscribers hold open. */
export interface LineMetrics {
  /** Asked anew at each scrape. */
  watchLines(this: void, describe: () => readonly OpenLine[]): void;
  /** This server ended a line, or did not let one in. */
  onLineEnded(this: void, reason: string): void;
}

/** Registers them. */
export function createLineMetrics(registry: Registry): LineMetrics {
  const registers = [registry];
  let describe: () => readonly OpenLine[] = () => [];
  const ended = new Counter({
    name: 'paa_lines_ended_total',
    help: 'WebSockets and event streams that the server ended or did not let in, by reason.',
    labelNames: ['reason'],
    registers,
  });
  const gauge = (name: string, help: string, valueOf: (line: OpenLine) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['transport'],
      registers,
      collect() {
        this.reset();
        for (const line of describe()) this.inc({ transport: line.transport }, valueOf(line));
      },
    });
  gauge('paa_lines_open', 'Open WebSockets and event streams.', () => 1);
  gauge(
    'paa_line_operations',
    'Subscriptions and other operations under way on them.',
    ({ operations }) => operations,
  );
  return {
    onLineEnded: (reason) => ended.inc({ reason }),
    watchLines: (given) => (describe = given),
  };
}
