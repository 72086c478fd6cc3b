import { type ReferenceIndex } from '../../../src/retrieval';
import { askTogether } from '../../../src/retrieval/adapters/chroma/ask-together';
import { createExactSearch } from './exact-search';
import { measureSearch, recall, type MeasuredSearch } from './measure-search';
import { processorTimeMs } from './processor-time';
import { idOf } from './ready-vectors';
import { type ScratchChroma } from '../../engines/scratch-chroma';

export interface ComparedSearch {
  readonly way: string;
  readonly clients: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly queriesPerSecond: number;
  /** Of this process and Chroma's together. */
  readonly cpuMsPerQuery: number;
  /** What part of the ten that are truly nearest was found. */
  readonly recallAt10: number;
}

export interface Searched {
  readonly chroma: ScratchChroma;
  readonly index: ReferenceIndex;
  readonly collection: string;
  readonly vectors: readonly Float32Array[];
  readonly queries: readonly Float32Array[];
}

const CLIENTS = [1, 32] as const;
const NEAREST = 10;
/** What the retriever asks for, so that ten cases are left when those of one case or patient are taken out. */
const RETRIEVER_ASKS = 50;
const WARM_UP_QUERIES = 64;
/** Exact search joins what is asked at once too: a limit that was not given its best would be none. */
const EXACT_TOGETHER = { most: 32, holdMs: 60_000, lineOf: (): string => 'all' };

/** The same queries in each way, after some that warm it up. The first way is the truth that recall is measured by. */
export async function compareSearches({
  chroma,
  index,
  collection,
  vectors,
  queries,
}: Searched): Promise<ComparedSearch[]> {
  const exact = await createExactSearch(vectors);
  const askExact = askTogether<Float32Array, readonly number[]>({
    ...EXACT_TOGETHER,
    send: (asked) => exact.nearest(asked, NEAREST),
  });
  const askIndex = async (query: Float32Array, count: number): Promise<string[]> =>
    (await index.nearest(collection, query, count)).map(({ facts }) => facts.sourceId);
  const ways: Readonly<Record<string, (query: Float32Array) => Promise<readonly string[]>>> = {
    'exact, in this process': async (query) => (await askExact(query)).map(idOf),
    [`the index, ${NEAREST} nearest`]: (query) => askIndex(query, NEAREST),
    [`the index, ${RETRIEVER_ASKS} nearest`]: (query) => askIndex(query, RETRIEVER_ASKS),
  };
  const compared: ComparedSearch[] = [];
  let truth: MeasuredSearch['found'] | null = null;
  for (const [way, search] of Object.entries(ways)) {
    for (const clients of CLIENTS) {
      await measureSearch(clients, queries.slice(0, WARM_UP_QUERIES), search);
      const cpuAtStartMs = processorTimeMs(chroma.pid);
      const { figures, found } = await measureSearch(clients, queries, search);
      const cpuMsPerQuery = (processorTimeMs(chroma.pid) - cpuAtStartMs) / queries.length;
      truth ??= found;
      const firstFound = found.map((ids) => ids.slice(0, NEAREST));
      compared.push({ way, ...figures, cpuMsPerQuery, recallAt10: recall(firstFound, truth) });
    }
  }
  await exact.close();
  return compared;
}
