import { ChromaClient, IncludeEnum, type Collection } from 'chromadb';
import { z } from 'zod';
import { FitzpatrickSkinType } from '../../domain';
import { type Neighbour, type ReferenceFacts, type ReferenceIndex } from '../reference-index';

/** Far below what one Chroma request may hold (5461 records), so that no request is long. */
const MAX_BATCH = 500;
/** Holds one record per embedding model: the index that is in use with it. */
const POINTERS_COLLECTION = 'active-reference-index';

const fromJson = z.string().transform((text): unknown => JSON.parse(text));

/** Chroma keeps only flat metadata: lists travel as JSON, an absent value is left out. */
const metadataSchema = z.object({
  caseId: z.string(),
  sourceId: z.string(),
  dataset: z.string(),
  patientId: z.string(),
  conditions: fromJson.pipe(z.array(z.object({ name: z.string(), weight: z.number() }))),
  fitzpatrickSkinType: z.enum(FitzpatrickSkinType).optional(),
  imageSha256: z.string().optional(),
  findingsVector: fromJson.pipe(z.array(z.number())).optional(),
  licence: z.string(),
});

const descriptionSchema = z.object({
  name: z.string(),
  version: z.string(),
  modelSha256: z.string(),
  picturesCollection: z.string(),
  findingsCollection: z.string(),
  pictureCount: z.number(),
  findingsCount: z.number(),
  picturesMalignantShare: z.number(),
  findingsMalignantShare: z.number(),
  loadedAt: z.string(),
});

/** The index on a Chroma server. `chromaUrl`: for example http://127.0.0.1:8001. */
export function createChromaIndex(chromaUrl: string): ReferenceIndex {
  const url = new URL(chromaUrl);
  const ssl = url.protocol === 'https:';
  const client = new ChromaClient({
    host: url.hostname,
    port: Number(url.port || (ssl ? 443 : 80)),
    ssl,
  });
  const open = handlesByName(client);

  return {
    async prepare(collection) {
      await client.getOrCreateCollection({
        name: collection,
        embeddingFunction: null,
        configuration: { hnsw: { space: 'cosine' } },
      });
    },
    async count(collection) {
      return open.use(collection, (handle) => handle.count());
    },
    async presentIds(collection, ids) {
      if (ids.length === 0) return new Set();
      const found = await open.use(collection, (handle) => handle.get({ ids: [...ids], include: [] }));
      return new Set(found.ids);
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
    async readActive(modelSha256) {
      const pointers = await pointersOf(client);
      const found = await pointers.get({ ids: [modelSha256], include: [IncludeEnum.metadatas] });
      const metadata = found.metadatas[0];
      return metadata ? descriptionSchema.parse(metadata) : null;
    },
    async activate(description) {
      const pointers = await pointersOf(client);
      await pointers.upsert({
        ids: [description.modelSha256],
        embeddings: [[1]],
        metadatas: [{ ...description }],
      });
    },
  };
}

/** Keeps a collection's handle, which costs a request, and forgets it when a call fails: it may have been made anew. */
function handlesByName(client: ChromaClient): {
  use<T>(name: string, call: (handle: Collection) => Promise<T>): Promise<T>;
} {
  const handles = new Map<string, Promise<Collection>>();
  return {
    async use(name, call) {
      const handle = handles.get(name) ?? client.getCollection({ name });
      handles.set(name, handle);
      try {
        return await call(await handle);
      } catch (error) {
        handles.delete(name);
        throw error;
      }
    },
  };
}

async function pointersOf(client: ChromaClient): Promise<Collection> {
  return client.getOrCreateCollection({ name: POINTERS_COLLECTION, embeddingFunction: null });
}

function toMetadata(facts: ReferenceFacts): Record<string, string> {
  const { conditions, fitzpatrickSkinType, imageSha256, findingsVector, ...texts } = facts;
  return {
    ...texts,
    conditions: JSON.stringify(conditions),
    ...(fitzpatrickSkinType !== null && { fitzpatrickSkinType }),
    ...(imageSha256 !== null && { imageSha256 }),
    ...(findingsVector !== null && { findingsVector: JSON.stringify(findingsVector) }),
  };
}

function toFacts(metadata: unknown): ReferenceFacts {
  const stored = metadataSchema.parse(metadata);
  return {
    ...stored,
    fitzpatrickSkinType: stored.fitzpatrickSkinType ?? null,
    imageSha256: stored.imageSha256 ?? null,
    findingsVector: stored.findingsVector ?? null,
  };
}
