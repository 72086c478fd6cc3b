import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../compare-servers';
import { type MeasuredServer } from '../measured-server';
import { type Crowd, gatherCrowd } from './crowd';

/** A server, and how an event is brought about in it; resolves with the moment from which it is to be on its way, ns. */
export interface Contestant {
  readonly server: MeasuredServer;
  readonly happen: () => Promise<bigint>;
}

export interface Latency {
  readonly name: string;
  readonly subscribers: number;
  readonly samples: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  /** Of the server's process, for one event to all subscribers. */
  readonly cpuMsPerEvent: number;
}

export interface LatencyOptions {
  readonly tokens: readonly string[];
  readonly rounds: number;
  readonly eventsPerRound: number;
}

const NS_PER_MS = 1e6;
const WARM_UP_EVENTS = 20;
/** Between events, so that each of them finds an idle server; uneven, so that it meets no rhythm of the servers. */
const MIN_PAUSE_MS = 20;
const SPREAD_MS = 17;
/** How long a subscription may take to stand; until then its first event is raised again and again. */
const STANDS_WITHIN_MS = 300;

/** From commit (or from publishing) to each socket, the servers in turns. */
export async function measureLatency(
  contestants: readonly Contestant[],
  { tokens, rounds, eventsPerRound }: LatencyOptions,
): Promise<Latency[]> {
  const runs = await Promise.all(
    contestants.map(async (contestant) => ({
      ...contestant,
      crowd: await gatherCrowd(contestant.server.url, tokens),
      timesMs: [] as number[],
      cpuMicros: 0,
    })),
  );
  for (const run of runs) {
    await untilAllStand(run);
    for (let event = 0; event < WARM_UP_EVENTS; event += 1) await arrive(run);
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const run of runs) {
      const before = await run.server.usage();
      for (let event = 0; event < eventsPerRound; event += 1) {
        run.timesMs.push(...(await arrive(run)));
        await delay(MIN_PAUSE_MS + ((event * 7) % SPREAD_MS));
      }
      run.cpuMicros += (await run.server.usage()).cpuMicros - before.cpuMicros;
    }
  }
  for (const run of runs) await run.crowd.close();
  return runs.map(({ server, timesMs, cpuMicros }) => ({
    name: server.name,
    subscribers: tokens.length,
    samples: timesMs.length,
    p50Ms: percentile(timesMs, 0.5),
    p99Ms: percentile(timesMs, 0.99),
    mostMs: percentile(timesMs, 1),
    cpuMsPerEvent: cpuMicros / 1000 / (rounds * eventsPerRound),
  }));
}

async function untilAllStand({
  crowd,
  happen,
}: {
  crowd: Crowd;
  happen: Contestant['happen'];
}): Promise<void> {
  for (;;) {
    const arrivals = crowd.nextArrivals();
    await happen();
    const stand = await Promise.race([arrivals.then(() => true), delay(STANDS_WITHIN_MS, false)]);
    // What was late by a moment must not be taken for the answer to the next event.
    await delay(STANDS_WITHIN_MS);
    if (stand) return;
  }
}

/** One event, and what it took to each socket. */
async function arrive({ crowd, happen }: { crowd: Crowd; happen: Contestant['happen'] }): Promise<number[]> {
  const arrivals = crowd.nextArrivals();
  const startNs = await happen();
  return (await arrivals).map((arrivedNs) => Number(arrivedNs - startNs) / NS_PER_MS);
}
