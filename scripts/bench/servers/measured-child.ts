import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

/** What the benchmark asks a server's process for. */
export interface Usage {
  /** User and system time of the process since it started, µs. */
  readonly cpuMicros: number;
  /** SQL statements since it started; 0 where they are not counted. */
  readonly statements: number;
  /** What the process holds in memory now. */
  readonly residentBytes: number;
  /** What of it JavaScript refers to, buffers included. */
  readonly heapBytes: number;
}

/** What a parent asks with. */
export interface UsageAsked {
  /** Whether to collect garbage first, for what the process holds rather than what it happens to have left lying. */
  readonly collected?: boolean;
}

export interface Listening {
  readonly port: number;
  readonly path: string;
}

/** Tells the parent where this process listens, answers each of its messages with the usage so far, ends with it. */
export function serveMeasurements(listening: Listening, countStatements: () => number = () => 0): void {
  process.on('message', ({ collected = false }: UsageAsked) => {
    if (collected) collectGarbage();
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send?.({
      cpuMicros: user + system,
      statements: countStatements(),
      residentBytes: rss,
      heapBytes: heapUsed + external,
    } satisfies Usage);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(listening);
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** Settings over those of development, as the parent wants them for this run. */
export function benchSettings(): Readonly<Record<string, string>> {
  return z.record(z.string(), z.string()).parse(JSON.parse(process.env.BENCH_SETTINGS ?? '{}'));
}

/** The database that the parent prepared. */
export function databaseUrl(): string {
  const url = process.env.BENCH_DATABASE_URL;
  if (url === undefined) throw new Error('Start this through api.ts.');
  return url;
}
