import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../compare-servers';
import { type MeasuredServer } from '../measured-server';
import { type Crowd, gatherCrowd } from './crowd';

/** A server, and how an event is brought about in it. */
export interface Contestant {
  readonly name: string;
  /** Its processes: subscribers are connected to the first, and processor time is that of all. */
  readonly processes: readonly [MeasuredServer, ...MeasuredServer[]];
  /** Resolves with the moment from which the event is to be on its way, ns on the machine's monotonic clock. */
  readonly happen: () => Promise<bigint>;
}

export interface Latency {
  readonly name: string;
  readonly subscribers: number;
  readonly events: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  /** Of the server's processes, for one event to all subscribers. */
  readonly cpuMsPerEvent: number;
}

export interface LatencyOptions {
  readonly tokens: readonly string[];
  readonly rounds: number;
  readonly eventsPerRound: number;
  readonly warmUpEvents: number;
  /** Between events, at least … */
  readonly pauseMs: number;
  /** … and up to so much more, unevenly, so that events meet no rhythm of the servers. */
  readonly pauseSpreadMs: number;
}

interface Run extends Contestant {
  readonly crowd: Crowd;
  readonly timesMs: number[];
  cpuMicros: number;
}

const NS_PER_MS = 1e6;
/** How long a subscription may take to stand; until then its first event is raised again and again. */
const STANDS_WITHIN_MS = 300;
/** Multiples of it, whole parts dropped, are spread evenly however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** From commit (or from publishing) to each socket, the servers in turns. Throws if one of them loses or doubles an event. */
export async function measureLatency(
  contestants: readonly Contestant[],
  options: LatencyOptions,
): Promise<Latency[]> {
  const { tokens, rounds, eventsPerRound, warmUpEvents } = options;
  const runs = await Promise.all(
    contestants.map(async (contestant): Promise<Run> => {
      const crowd = await gatherCrowd(contestant.processes[0].url, tokens);
      return { ...contestant, crowd, timesMs: [], cpuMicros: 0 };
    }),
  );
  for (const run of runs) {
    await untilAllStand(run);
    for (let event = 0; event < warmUpEvents; event += 1) await arrive(run);
  }
  checkSameShape(runs);
  for (let round = 0; round < rounds; round += 1) {
    for (const run of runs) {
      const before = await cpuMicrosOf(run);
      for (let event = 0; event < eventsPerRound; event += 1) {
        run.timesMs.push(...(await arrive(run)));
        await delay(options.pauseMs + ((event * GOLDEN) % 1) * options.pauseSpreadMs);
      }
      run.cpuMicros += (await cpuMicrosOf(run)) - before;
    }
  }
  for (const run of runs) await run.crowd.close();
  const events = rounds * eventsPerRound;
  return runs.map(({ name, timesMs, cpuMicros }) => ({
    name,
    subscribers: tokens.length,
    events,
    p50Ms: percentile(timesMs, 0.5),
    p99Ms: percentile(timesMs, 0.99),
    mostMs: percentile(timesMs, 1),
    cpuMsPerEvent: cpuMicros / 1000 / events,
  }));
}

async function cpuMicrosOf({ processes }: Contestant): Promise<number> {
  const usages = await Promise.all(processes.map((server) => server.usage()));
  return usages.reduce((sum, { cpuMicros }) => sum + cpuMicros, 0);
}

async function untilAllStand({ crowd, happen }: Run): Promise<void> {
  for (;;) {
    const arrivals = crowd.nextArrivals().then(() => true);
    await happen();
    const stand = await Promise.race([arrivals.catch(() => false), delay(STANDS_WITHIN_MS, false)]);
    // What was late by a moment must not be taken for the answer to the next event.
    await delay(STANDS_WITHIN_MS);
    if (stand) return;
  }
}

/** One event, and what it took to each socket. */
async function arrive({ crowd, happen }: Run): Promise<number[]> {
  const arrivals = crowd.nextArrivals();
  const startNs = await happen();
  return (await arrivals).map((arrivedNs) => Number(arrivedNs - startNs) / NS_PER_MS);
}

/** A comparison is worth something only between servers that say the same. */
function checkSameShape(runs: readonly Run[]): void {
  const [wanted, ...others] = runs.map(({ crowd }) => shapeOf(crowd.lastMessage()));
  for (const other of others) {
    if (other !== wanted) throw new Error(`One server says ${other}, another one ${wanted}.`);
  }
}

function shapeOf(message: Buffer | null): string {
  const { type, payload } = JSON.parse(message?.toString() ?? '') as {
    type: string;
    payload: { data: Record<string, object> };
  };
  const fields = Object.entries(payload.data).map(([name, value]) => [name, Object.keys(value)]);
  return JSON.stringify([type, fields]);
}
