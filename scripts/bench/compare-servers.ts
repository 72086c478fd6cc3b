import { isDeepStrictEqual } from 'node:util';
import { type MeasuredServer, type ServerOptions, startMeasuredServer } from './measured-server';

export interface Figures {
  readonly name: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMsPerRequest: number;
  readonly bytes: number;
}

const PAGE_SIZE = 20;
const MAX_STATEMENTS = 6;
const WARM_UP_REQUESTS = 300;

/** Throws if the API needs more than six statements for a page of any size. Returns the most that it needed. */
export async function checkStatements(options: Omit<ServerOptions, 'name' | 'program'>): Promise<number> {
  const env = { BENCH_COUNT_STATEMENTS: '1' };
  const server = await startMeasuredServer({ ...options, env, name: 'statements', program: 'ours' });
  try {
    let most = 0;
    for (const first of [1, PAGE_SIZE, 100]) {
      const before = await server.usage();
      await server.ask(first);
      most = Math.max(most, (await server.usage()).statements - before.statements);
    }
    if (most === 0 || most > MAX_STATEMENTS) {
      throw new Error(`${most} statements for a page; ${MAX_STATEMENTS} are allowed.`);
    }
    return most;
  } finally {
    server.stop();
  }
}

/** Measures the servers in turns, so that what disturbs the machine disturbs all of them. The first is the yardstick. */
export async function compareServers(
  servers: readonly MeasuredServer[],
  load: { readonly rounds: number; readonly requests: number; readonly connections: number },
): Promise<Figures[]> {
  await checkSameAnswer(servers);
  const request = { ...load, first: PAGE_SIZE };
  for (const server of servers) await server.load({ ...request, requests: WARM_UP_REQUESTS });

  const samples = servers.map((server) => ({ server, timesMs: [] as number[], cpuMicros: 0 }));
  for (let round = 0; round < load.rounds; round += 1) {
    for (const sample of samples) {
      const before = await sample.server.usage();
      sample.timesMs.push(...(await sample.server.load(request)));
      sample.cpuMicros += (await sample.server.usage()).cpuMicros - before.cpuMicros;
    }
  }
  return Promise.all(
    samples.map(async ({ server, timesMs, cpuMicros }) => ({
      name: server.name,
      p50Ms: percentile(timesMs, 0.5),
      p99Ms: percentile(timesMs, 0.99),
      cpuMsPerRequest: cpuMicros / 1000 / timesMs.length,
      bytes: JSON.stringify(await server.ask(PAGE_SIZE)).length,
    })),
  );
}

/** A comparison is worth something only between servers that say the same. */
async function checkSameAnswer(servers: readonly MeasuredServer[]): Promise<void> {
  const [yardstick, ...others] = servers;
  const wanted = await yardstick?.ask(PAGE_SIZE);
  for (const server of others) {
    if (!isDeepStrictEqual(await server.ask(PAGE_SIZE), wanted)) {
      throw new Error(`${server.name} answers something else than ${yardstick?.name}.`);
    }
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
