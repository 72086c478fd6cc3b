import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../compare-servers';
import { type MeasuredServer } from '../measured-server';
import { type Crowd, gatherCrowd, subscribe } from './crowd';
import { type PublishedEvent } from './selection';

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

async function untilAllStand({ crowd, happen }: { crowd: Crowd; happen: Contestant['happen'] }): Promise<void> {
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

export interface Footprint {
  readonly name: string;
  /** Resident MiB at each number of sockets, in the order asked for. */
  readonly residentMiB: readonly number[];
  /** KiB more for each socket, from the first number to each of the others. */
  readonly kibPerSocket: readonly number[];
}

const SETTLE_MS = 3_000;
const MIB = 2 ** 20;
const KIB = 2 ** 10;

/** What a server holds for sockets that are subscribed and to whom nothing happens. */
export async function measureFootprint(
  { server }: Pick<Contestant, 'server'>,
  tokens: readonly string[],
  counts: readonly number[],
): Promise<Footprint> {
  const crowds: Crowd[] = [];
  const resident: number[] = [];
  let held = 0;
  for (const count of counts) {
    crowds.push(await gatherCrowd(server.url, tokens.slice(held, count)));
    held = count;
    await delay(SETTLE_MS);
    resident.push((await server.usage({ collected: true })).residentBytes);
  }
  for (const crowd of crowds) await crowd.close();
  const [first = 0] = resident;
  return {
    name: server.name,
    residentMiB: resident.map((bytes) => bytes / MIB),
    kibPerSocket: resident.map((bytes, index) => (bytes - first) / KIB / ((counts[index] ?? 0) - (counts[0] ?? 0))),
  };
}

export interface Replay {
  readonly missed: number;
  readonly perSecond: number;
  readonly isCompleteAndOrdered: boolean;
}

/** Everything behind a place, to one subscriber who comes back: from asking until the last event has come. */
export async function measureReplay(
  { server }: Pick<Contestant, 'server'>,
  { token, from, to }: { readonly token: string; readonly from: number; readonly to: number },
): Promise<Replay> {
  const messages: Buffer[] = [];
  let whenComplete: (atNs: bigint) => void = () => undefined;
  const complete = new Promise<bigint>((resolve) => (whenComplete = resolve));
  const startNs = process.hrtime.bigint();
  const subscriber = await subscribe({
    url: server.url,
    token,
    after: cursorAt(from),
    onEvent: (message, arrivedNs) => {
      messages.push(message);
      if (messages.length === to - from) whenComplete(arrivedNs);
    },
  });
  const endNs = await complete;
  await subscriber.close();
  return {
    missed: to - from,
    perSecond: ((to - from) / Number(endNs - startNs)) * 1e9,
    isCompleteAndOrdered: messages.every((message, index) => positionIn(message) === from + index + 1),
  };
}

export function cursorAt(position: number): string {
  return Buffer.from(JSON.stringify(['stream', position])).toString('base64url');
}

function positionIn(message: Buffer): number {
  const { payload } = JSON.parse(message.toString()) as {
    payload: { data: { escalationEvents: PublishedEvent } };
  };
  const [, position] = JSON.parse(
    Buffer.from(payload.data.escalationEvents.cursor, 'base64url').toString(),
  ) as [string, number];
  return position;
}
