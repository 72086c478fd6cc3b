import { percentile } from '../compare-servers';
import { ContestantName, type ContestantSetup } from './contestant';
import { startContestant } from './start-contestant';

export interface Figures {
  readonly picturesPerSecond: number;
  /** Of one call, whatever the number of its pictures. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly processorMsPerPicture: number;
}

interface Plan {
  readonly batches: readonly number[];
  readonly rounds: number;
  readonly roundMs: number;
}

/** Lets the contestants take turns, so that what disturbs the machine disturbs all of them alike. */
export async function compare(
  names: readonly ContestantName[],
  setup: ContestantSetup,
  { batches, rounds, roundMs }: Plan,
): Promise<Map<number, Map<ContestantName, Figures>>> {
  const contestants = [];
  for (const name of names) contestants.push(await startContestant(name, setup));
  const table = new Map<number, Map<ContestantName, Figures>>();
  for (const count of batches) {
    const callsMs = new Map<ContestantName, number[]>(names.map((name) => [name, []]));
    const processorMs = new Map<ContestantName, number>();
    for (let round = 0; round < rounds; round++) {
      for (const contestant of contestants) {
        const result = await contestant.run({ count, forMs: roundMs });
        callsMs.get(contestant.name)?.push(...result.callsMs);
        processorMs.set(contestant.name, (processorMs.get(contestant.name) ?? 0) + result.processorMs);
      }
    }
    const figures = [...callsMs].map(
      ([name, calls]) => [name, figuresOf(calls, count, processorMs.get(name) ?? NaN)] as const,
    );
    table.set(count, new Map(figures));
  }
  for (const contestant of contestants) contestant.stop();
  return table;
}

function figuresOf(callsMs: readonly number[], count: number, processorMs: number): Figures {
  const pictures = callsMs.length * count;
  return {
    picturesPerSecond: (1000 * pictures) / callsMs.reduce((sum, ms) => sum + ms, 0),
    p50Ms: percentile(callsMs, 0.5),
    p95Ms: percentile(callsMs, 0.95),
    processorMsPerPicture: processorMs / pictures,
  };
}

/** One table per size of call, and how many times as many pictures a second ours embeds. */
export function printComparison(table: Map<number, Map<ContestantName, Figures>>): void {
  for (const [count, row] of table) {
    const ours = row.get(ContestantName.OURS)?.picturesPerSecond ?? NaN;
    console.log(`\n${count} ${count === 1 ? 'picture' : 'pictures'} a call`);
    console.table(
      Object.fromEntries(
        [...row].map(([name, figures]) => [
          name,
          {
            'pictures/s': rounded(figures.picturesPerSecond),
            'p50 ms': rounded(figures.p50Ms),
            'p95 ms': rounded(figures.p95Ms),
            'processor ms/picture': rounded(figures.processorMsPerPicture),
            'ours ÷ this': rounded(ours / figures.picturesPerSecond),
          },
        ]),
      ),
    );
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
