import { IncludeEnum } from 'chromadb';
import { type CollectionStore } from '../../index-catalogue';
import { type Collections } from './collections';
import { toFacts, toMetadata } from './stored-facts';

/** Below what one Chroma request may hold (5461 records). Smaller ones are slower: see docs/performance.md. */
const MAX_BATCH = 2000;

/** How vectors get into the engine. */
export function createCollectionStore(open: Collections): CollectionStore {
  return {
    async prepare(collection) {
      await open.client.getOrCreateCollection({
        name: collection,
        embeddingFunction: null,
        configuration: { hnsw: { space: 'cosine' } },
      });
    },
    async present(collection, ids) {
      if (ids.length === 0) return new Map();
      const include = [IncludeEnum.metadatas];
      const found = await open.use(collection, (handle) => handle.get({ ids: [...ids], include }));
      return new Map(found.ids.map((id, place) => [id, toFacts(found.metadatas[place])]));
    },
    async upsert(collection, records) {
      for (let start = 0; start < records.length; start += MAX_BATCH) {
        const batch = records.slice(start, start + MAX_BATCH);
        await open.use(collection, (handle) =>
          handle.upsert({
            ids: batch.map((record) => record.id),
            embeddings: batch.map((record) => Array.from(record.vector)),
            metadatas: batch.map((record) => toMetadata(record.facts)),
          }),
        );
      }
    },
    drop: (collection) => open.drop(collection),
  };
}
