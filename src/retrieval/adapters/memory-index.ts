import { cosineOfUnits } from '../cosine';
import { type CatalogueEntry, type IndexEngine, type IndexPointer } from '../index-catalogue';
import { type Neighbour, type ReferenceRecord } from '../reference-index';

/** Exact search in this process: for evaluations, where a run must not depend on an engine's approximation, and for tests. */
export function createMemoryIndex(): IndexEngine {
  const collections = new Map<string, Map<string, ReferenceRecord>>();
  const catalogue = new Map<string, CatalogueEntry>();
  const pointers = new Map<string, IndexPointer>();
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
    async present(collection, ids) {
      const held = ids.map((id) => recordsOf(collection).get(id)).filter((record) => record !== undefined);
      return Promise.resolve(new Map(held.map(({ id, facts }) => [id, facts])));
    },
    async upsert(collection, records) {
      const known = recordsOf(collection);
      for (const record of records) known.set(record.id, record);
      return Promise.resolve();
    },
    async drop(collection) {
      collections.delete(collection);
      return Promise.resolve();
    },
    async nearest(collection, vector, count) {
      const neighbours = [...recordsOf(collection).values()].map((record): Neighbour => ({
        facts: record.facts,
        similarity: cosineOfUnits(vector, record.vector),
      }));
      return Promise.resolve(neighbours.sort((a, b) => b.similarity - a.similarity).slice(0, count));
    },
    async ownersOfPicture(collection, imageSha256) {
      const owners = [...recordsOf(collection).values()].filter(
        ({ facts }) => facts.imageSha256 === imageSha256,
      );
      return Promise.resolve(new Set(owners.map(({ facts }) => facts.patientId)));
    },
    async sample(collection, count) {
      const all = [...recordsOf(collection).values()];
      const step = Math.max(1, all.length / count);
      const taken = Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor(i * step)]);
      return Promise.resolve(taken.filter((record) => record !== undefined));
    },
    async entries() {
      return Promise.resolve([...catalogue.values()]);
    },
    async enter(entry) {
      catalogue.set(entry.plan.id, entry);
      return Promise.resolve();
    },
    async strike(id) {
      catalogue.delete(id);
      return Promise.resolve();
    },
    async pointers() {
      return Promise.resolve([...pointers.values()]);
    },
    async readPointer(vectorSpace) {
      return Promise.resolve(pointers.get(vectorSpace) ?? null);
    },
    async readActive(vectorSpace) {
      return Promise.resolve(pointers.get(vectorSpace)?.active ?? null);
    },
    async writePointer(pointer) {
      pointers.set(pointer.vectorSpace, pointer);
      return Promise.resolve();
    },
  };
}
