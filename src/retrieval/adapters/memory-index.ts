import { cosineOfUnits } from '../cosine';
import {
  type IndexDescription,
  type Neighbour,
  type ReferenceIndex,
  type ReferenceRecord,
} from '../reference-index';

/** Exact search in this process: for evaluations, where a run must not depend on an engine's approximation, and for tests. */
export function createMemoryIndex(): ReferenceIndex {
  const collections = new Map<string, Map<string, ReferenceRecord>>();
  const active = new Map<string, IndexDescription>();
  const recordsOf = (collection: string): Map<string, ReferenceRecord> => {
    const records = collections.get(collection);
    if (records === undefined) throw new Error(`There is no collection ${collection}.`);
    return records;
  };
  return {
    async prepare(collection) {
      if (!collections.has(collection)) collections.set(collection, new Map());
      return Promise.resolve();
    },
    async count(collection) {
      return Promise.resolve(recordsOf(collection).size);
    },
    async presentIds(collection, ids) {
      const records = recordsOf(collection);
      return Promise.resolve(new Set(ids.filter((id) => records.has(id))));
    },
    async upsert(collection, records) {
      const known = recordsOf(collection);
      for (const record of records) known.set(record.id, record);
      return Promise.resolve();
    },
    async nearest(collection, vector, count) {
      const neighbours = [...recordsOf(collection).values()].map((record): Neighbour => ({
        facts: record.facts,
        similarity: cosineOfUnits(vector, record.vector),
      }));
      return Promise.resolve(neighbours.sort((a, b) => b.similarity - a.similarity).slice(0, count));
    },
    async readActive(modelSha256) {
      return Promise.resolve(active.get(modelSha256) ?? null);
    },
    async activate(description) {
      active.set(description.modelSha256, description);
      return Promise.resolve();
    },
  };
}
