import os from 'node:os';
import { percentile } from '../compare-servers';
import { type Footprint } from './measure-footprint';
import { type Latency } from './measure-latency';
import { type Replay } from './measure-replay';

/** The same replay, several times. */
export interface RepeatedReplay {
  readonly selected: string;
  readonly subscribers: number;
  readonly missed: number;
  readonly replays: readonly Replay[];
}

/** The last of them is the yardstick. */
export function printLatencies(figures: readonly Latency[]): void {
  const yardstick = figures.at(-1);
  if (yardstick === undefined) return;
  console.table(
    Object.fromEntries(
      figures.map((one) => [
        one.name,
        {
          events: one.events,
          'p50 ms': round(one.p50Ms),
          'p99 ms': round(one.p99Ms),
          'most ms': round(one.mostMs),
          'CPU ms an event': round(one.cpuMsPerEvent),
          'p50 ×': round(one.p50Ms / yardstick.p50Ms),
          'p99 ×': round(one.p99Ms / yardstick.p99Ms),
        },
      ]),
    ),
  );
}

/** A row for each number of sockets, of each server. */
export function printFootprints(footprints: readonly Footprint[]): void {
  console.log('\nMemory with idle subscribers, after collecting garbage; each: more than with the fewest');
  console.table(
    footprints.map((one) => ({
      server: one.name,
      sockets: one.sockets,
      'resident MiB': Math.round(one.residentMiB),
      ...(one.residentKibEach !== null && { 'resident KiB each': round(one.residentKibEach) }),
      ...(one.heapKibEach !== null && { 'heap KiB each': round(one.heapKibEach) }),
    })),
  );
}

interface ReplayRow {
  readonly selected: string;
  readonly subscribers: number;
  readonly 'events missed': number;
  readonly 'events/s': number;
  readonly 'at least': number;
  readonly 'complete and ordered': boolean;
}

/** One row for replays of the same kind: the middle of them, and the slowest. Returns the rows. */
export function printReplays(kinds: readonly RepeatedReplay[]): ReplayRow[] {
  const rows = kinds.map(({ selected, subscribers, missed, replays }): ReplayRow => {
    const rates = replays.map(({ perSecond }) => perSecond);
    return {
      selected,
      subscribers,
      'events missed': missed,
      'events/s': Math.round(percentile(rates, 0.5)),
      'at least': Math.round(Math.min(...rates)),
      'complete and ordered': replays.every(({ isCompleteAndOrdered }) => isCompleteAndOrdered),
    };
  });
  console.log(`\nReplay to subscribers who come back, events of all of them together, load ${load()}`);
  console.table(rows);
  return rows;
}

/** What else the machine does: processes that want to run, over the last minute. */
export function load(): string {
  return (os.loadavg()[0] ?? 0).toFixed(1);
}

/** To two places. */
export function round(value: number): number {
  return Number(value.toFixed(2));
}
