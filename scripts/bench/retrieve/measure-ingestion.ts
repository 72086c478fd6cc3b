import { ChromaClient } from 'chromadb';
import { buildIndex, createChromaIndex, type LoadDeps, type ReferenceDataset } from '../../../src/retrieval';
import { toMetadata } from '../../../src/retrieval/adapters/chroma/stored-facts';
import { type ReferenceRecord } from '../../../src/retrieval/reference-index';
import { systemClock } from '../../../src/time';
import { processorTimeMs } from './processor-time';
import { type ScratchChroma } from '../../engines/scratch-chroma';

export interface IngestionFigures {
  readonly recordsPerSecond: number;
  /** Of the client and the server together. */
  readonly cpuMsPerRecord: number;
}

/** What Chroma's own documents advise; one request may hold 5,461. */
const BULK_RECORDS = 5_000;

export interface Loaded {
  readonly collection: string;
  readonly figures: IngestionFigures;
  /** What was written. */
  readonly records: readonly ReferenceRecord[];
}

/** Loads the set with the project's loader. The time ends with the last record written: measuring the floor is not in it. */
export async function measureLoader(
  chroma: ScratchChroma,
  deps: Omit<LoadDeps, 'index' | 'clock' | 'onProgress'>,
  dataset: ReferenceDataset,
): Promise<Loaded> {
  const engine = createChromaIndex(chroma.url);
  const records: ReferenceRecord[] = [];
  const index: LoadDeps['index'] = {
    ...engine,
    upsert(collection, written) {
      records.push(...written);
      return engine.upsert(collection, written);
    },
  };
  const clock = startClock(chroma);
  let figures = clock(dataset.caseCount);
  const onProgress = ({ casesRead }: { casesRead: number }): void => void (figures = clock(casesRead));
  const report = await buildIndex({ ...deps, index, clock: systemClock, onProgress }, [dataset]);
  return { collection: report.description.picturesCollection, figures, records };
}

/**
 * Adds the same records with Chroma's own client and nothing else, and forgets them. `vectorOf` is where their vectors come
 * from: memory, or the files that the loader reads too.
 */
export async function measureBulkAdd(
  chroma: ScratchChroma,
  records: readonly ReferenceRecord[],
  vectorOf: (record: ReferenceRecord) => Promise<Float32Array>,
): Promise<IngestionFigures> {
  const url = new URL(chroma.url);
  const client = new ChromaClient({ host: url.hostname, port: Number(url.port) });
  const name = 'bulk';
  const collection = await client.createCollection({
    name,
    embeddingFunction: null,
    configuration: { hnsw: { space: 'cosine' } },
  });
  const clock = startClock(chroma);
  for (let start = 0; start < records.length; start += BULK_RECORDS) {
    const batch = records.slice(start, start + BULK_RECORDS);
    const vectors = await Promise.all(batch.map(vectorOf));
    await collection.add({
      ids: batch.map(({ id }) => id),
      embeddings: vectors.map((vector) => Array.from(vector)),
      metadatas: batch.map(({ facts }) => toMetadata(facts)),
    });
  }
  const figures = clock(records.length);
  await client.deleteCollection({ name });
  return figures;
}

/** Gives the figures of so many records written since it was made. */
function startClock(chroma: ScratchChroma): (records: number) => IngestionFigures {
  const startedMs = performance.now();
  const cpuAtStartMs = processorTimeMs(chroma.pid);
  return (records) => ({
    recordsPerSecond: records / ((performance.now() - startedMs) / 1000),
    cpuMsPerRecord: (processorTimeMs(chroma.pid) - cpuAtStartMs) / records,
  });
}
