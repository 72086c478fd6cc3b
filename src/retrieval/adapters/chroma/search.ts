import { IncludeEnum } from 'chromadb';
import { type Neighbour, type ReferenceIndex, type ReferenceRecord } from '../../reference-index';
import { type Collections } from './collections';
import { toFacts } from './stored-facts';

/** A sample is taken in so many stretches of the collection: sets lie one after the other in it. */
const SAMPLE_STRETCHES = 20;

/** What is asked of the vectors. */
export function createSearch(open: Collections): Omit<ReferenceIndex, 'readActive'> {
  const count = (collection: string): Promise<number> => open.use(collection, (handle) => handle.count());
  return {
    async nearest(collection, vector, count) {
      const found = await open.use(collection, (handle) =>
        handle.query({
          queryEmbeddings: [Array.from(vector)],
          nResults: count,
          include: [IncludeEnum.metadatas, IncludeEnum.distances],
        }),
      );
      const distances = found.distances[0] ?? [];
      return (found.metadatas[0] ?? []).map((metadata, place): Neighbour => ({
        facts: toFacts(metadata),
        similarity: 1 - (distances[place] ?? 2),
      }));
    },
    count,
    async ownersOfPicture(collection, imageSha256) {
      const found = await open.use(collection, (handle) =>
        handle.get({ where: { imageSha256 }, include: [IncludeEnum.metadatas] }),
      );
      return new Set(found.metadatas.map((metadata) => toFacts(metadata).patientId));
    },
    async sample(collection, wanted) {
      const held = await count(collection);
      const stretches = held <= wanted ? 1 : Math.min(SAMPLE_STRETCHES, wanted);
      const records: ReferenceRecord[] = [];
      for (let stretch = 0; stretch < stretches; stretch += 1) {
        const found = await open.use(collection, (handle) =>
          handle.get({
            offset: Math.floor((held * stretch) / stretches),
            limit: Math.floor(Math.min(wanted, held) / stretches),
            include: [IncludeEnum.metadatas, IncludeEnum.embeddings],
          }),
        );
        found.ids.forEach((id, place) =>
          records.push({
            id,
            vector: Float32Array.from(found.embeddings[place] ?? []),
            facts: toFacts(found.metadatas[place]),
          }),
        );
      }
      return records;
    },
  };
}
