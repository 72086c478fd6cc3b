import os from 'node:os';
import { type Footprint } from './measure-footprint';
import { type Latency } from './measure-latency';
import { type Replay } from './measure-replay';

export interface SelectedReplay extends Replay {
  readonly selected: string;
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
          samples: one.samples,
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

export function printFootprints(footprints: readonly Footprint[], counts: readonly number[]): void {
  console.log(`\nMemory with so many idle subscribers, after collecting garbage`);
  console.table(
    Object.fromEntries(
      footprints.map(({ name, residentMiB, kibPerSocket }) => [
        name,
        Object.fromEntries(
          counts.flatMap((count, index) => [
            [`${count}: MiB`, Math.round(residentMiB[index] ?? NaN)],
            ...(index === 0 ? [] : [[`${count}: KiB each`, round(kibPerSocket[index] ?? NaN)]]),
          ]),
        ),
      ]),
    ),
  );
}

export function printReplays(replays: readonly SelectedReplay[]): void {
  console.log(`\nReplay to one subscriber who comes back, load ${load()}`);
  console.table(
    replays.map(({ selected, missed: events, perSecond, isCompleteAndOrdered }) => ({
      selected,
      'events missed': events,
      'events/s': Math.round(perSecond),
      'complete and ordered': isCompleteAndOrdered,
    })),
  );
}

/** What else the machine does: processes that want to run, over the last minute. */
export function load(): string {
  return (os.loadavg()[0] ?? 0).toFixed(1);
}

export function round(value: number): number {
  return Number(value.toFixed(2));
}
