import { IncludeEnum } from 'chromadb';
import { type Neighbour, type ReferenceIndex, type ReferenceRecord } from '../../reference-index';
import { askTogether } from './ask-together';
import { type Collections } from './collections';
import { toFacts } from './stored-facts';

/** A sample is taken in so many stretches of the collection: sets lie one after the other in it. */
const SAMPLE_STRETCHES = 20;

/** A request for so many costs a quarter of what as many requests do (docs/performance.md). */
const MAX_QUESTIONS = 32;
/**
 * Above what a full request takes, so that it is passed only where the engine hangs; and less than a search waits before it
 * asks again, or the second question would wait behind the first.
 */
const MAX_HOLD_MS = 150;

interface NearestQuestion {
  readonly collection: string;
  readonly vector: Float32Array;
  readonly count: number;
}

/** What is asked of the vectors. */
export function createSearch(open: Collections): Omit<ReferenceIndex, 'readActive'> {
  const count = (collection: string): Promise<number> => open.use(collection, (handle) => handle.count());
  const askNearest = askTogether<NearestQuestion, readonly Neighbour[]>({
    lineOf: ({ collection, count }) => `${count} of ${collection}`,
    most: MAX_QUESTIONS,
    holdMs: MAX_HOLD_MS,
    send: (questions) => queryNearest(open, questions),
  });
  return {
    nearest: (collection, vector, count) => askNearest({ collection, vector, count }),
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

/** The questions are of one collection and want as many neighbours each. */
async function queryNearest(
  open: Collections,
  questions: readonly NearestQuestion[],
): Promise<(readonly Neighbour[])[]> {
  const [first] = questions;
  if (first === undefined) return [];
  const found = await open.use(first.collection, (handle) =>
    handle.query({
      queryEmbeddings: questions.map(({ vector }) => Array.from(vector)),
      nResults: first.count,
      include: [IncludeEnum.metadatas, IncludeEnum.distances],
    }),
  );
  return found.metadatas.map((metadatas, question) =>
    metadatas.map((metadata, place): Neighbour => ({
      facts: toFacts(metadata),
      similarity: 1 - (found.distances[question]?.[place] ?? 2),
    })),
  );
}
