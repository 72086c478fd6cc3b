import { percentile } from '../compare-servers';

export interface SearchFigures {
  readonly clients: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly queriesPerSecond: number;
}

export interface MeasuredSearch {
  readonly figures: SearchFigures;
  /** What was found for each query, in the queries' order. */
  readonly found: readonly (readonly string[])[];
}

/** Each of so many clients asks the next query as soon as its last one is answered. `search` gives ids, nearest first. */
export async function measureSearch(
  clients: number,
  queries: readonly Float32Array[],
  search: (query: Float32Array) => Promise<readonly string[]>,
): Promise<MeasuredSearch> {
  const timesMs: number[] = [];
  const found: (readonly string[])[] = [];
  let next = 0;
  async function ask(): Promise<void> {
    for (let place = next++; place < queries.length; place = next++) {
      const query = queries[place];
      if (query === undefined) return;
      const startedMs = performance.now();
      found[place] = await search(query);
      timesMs.push(performance.now() - startedMs);
    }
  }
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: clients }, ask));
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    figures: {
      clients,
      p50Ms: percentile(timesMs, 0.5),
      p95Ms: percentile(timesMs, 0.95),
      queriesPerSecond: queries.length / seconds,
    },
    found,
  };
}

/** What part of the truly nearest was found, over all queries. */
export function recall(found: readonly (readonly string[])[], truth: readonly (readonly string[])[]): number {
  let hits = 0;
  let wanted = 0;
  truth.forEach((ids, place) => {
    const got = new Set(found[place]);
    hits += ids.filter((id) => got.has(id)).length;
    wanted += ids.length;
  });
  return hits / wanted;
}
