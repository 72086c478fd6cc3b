import { IncludeEnum, type Collection } from 'chromadb';
import { z } from 'zod';
import { type CatalogueEntry, type IndexCatalogue, type IndexPointer } from '../../index-catalogue';
import { parseDescription, parsePlan } from '../../index-description';
import { type Collections } from './collections';

/** One record per index that was begun. */
const CATALOGUE_COLLECTION = 'reference-indexes';
/** One record per vector space: the index that is in use in it. */
const POINTERS_COLLECTION = 'reference-indexes-in-use';
/** Chroma merges what is written into what was there: a key that is left out would keep its old value. */
const NONE = '';
/** Chroma wants a vector with each record; nobody looks for these. */
const NO_VECTOR = [1];

const entrySchema = z
  .object({ plan: z.string(), built: z.string().default(NONE) })
  .transform(({ plan, built }): CatalogueEntry => ({
    plan: parsePlan(plan),
    built: built === NONE ? null : parseDescription(built),
  }));

const pointerSchema = z
  .object({ vectorSpace: z.string(), active: z.string(), previousId: z.string().default(NONE) })
  .transform(({ vectorSpace, active, previousId }): IndexPointer => ({
    vectorSpace,
    active: parseDescription(active),
    previousId: previousId === NONE ? null : previousId,
  }));

/** The catalogue lies beside the vectors that it describes: who loses one loses the other, and nothing is left to disagree. */
export function createCatalogue({ client }: Collections): IndexCatalogue {
  const collectionOf = (name: string): Promise<Collection> =>
    client.getOrCreateCollection({ name, embeddingFunction: null });
  const readAll = async (name: string, ids?: string[]): Promise<unknown[]> => {
    const collection = await collectionOf(name);
    const found = await collection.get({
      ...(ids !== undefined && { ids }),
      include: [IncludeEnum.metadatas],
    });
    return found.metadatas;
  };
  const write = async (name: string, id: string, metadata: Record<string, string>): Promise<void> => {
    const collection = await collectionOf(name);
    await collection.upsert({ ids: [id], embeddings: [NO_VECTOR], metadatas: [metadata] });
  };
  return {
    async entries() {
      const entries = (await readAll(CATALOGUE_COLLECTION)).map((stored) => entrySchema.parse(stored));
      return entries.sort((a, b) => (a.plan.startedAt < b.plan.startedAt ? -1 : 1));
    },
    enter: ({ plan, built }) =>
      write(CATALOGUE_COLLECTION, plan.id, {
        plan: JSON.stringify(plan),
        built: built === null ? NONE : JSON.stringify(built),
      }),
    async strike(id) {
      await (await collectionOf(CATALOGUE_COLLECTION)).delete({ ids: [id] });
    },
    async pointers() {
      return (await readAll(POINTERS_COLLECTION)).map(readPointer);
    },
    async readPointer(vectorSpace) {
      const [stored] = await readAll(POINTERS_COLLECTION, [vectorSpace]);
      return stored === undefined ? null : readPointer(stored);
    },
    writePointer: ({ vectorSpace, active, previousId }) =>
      write(POINTERS_COLLECTION, vectorSpace, {
        vectorSpace,
        active: JSON.stringify(active),
        previousId: previousId ?? NONE,
      }),
  };
}

function readPointer(stored: unknown): IndexPointer {
  return pointerSchema.parse(stored);
}
