import { type IndexDescription, type IndexPlan } from './index-description';
import { type ReferenceFacts, type ReferenceIndex, type ReferenceRecord } from './reference-index';

/** The side of the engine that is filled. Methods reject when it cannot be reached or does not know the collection. */
export interface CollectionStore {
  /** Makes the collection (cosine) if it is not there. */
  prepare(collection: string): Promise<void>;
  /** Of these ids, those that are there, with what is kept beside their vectors. */
  present(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, ReferenceFacts>>;
  /** No two of the records may have one id. */
  upsert(collection: string, records: readonly ReferenceRecord[]): Promise<void>;
  /** Does nothing if it is not there. */
  drop(collection: string): Promise<void>;
}

/** An index that was begun; `built` is null until all of it is there. */
export interface CatalogueEntry {
  readonly plan: IndexPlan;
  readonly built: IndexDescription | null;
}

/** Which index the servers of one model use, and the one to go back to. */
export interface IndexPointer {
  readonly vectorSpace: string;
  readonly active: IndexDescription;
  readonly previousId: string | null;
}

/** What indexes there are, and which of them are in use. */
export interface IndexCatalogue {
  /** Oldest first. */
  entries(): Promise<readonly CatalogueEntry[]>;
  /** Writes or overwrites the entry of this id. */
  enter(entry: CatalogueEntry): Promise<void>;
  strike(id: string): Promise<void>;
  pointers(): Promise<readonly IndexPointer[]>;
  readPointer(vectorSpace: string): Promise<IndexPointer | null>;
  /** One record is written: who reads meanwhile sees the old pointer or the new one. */
  writePointer(pointer: IndexPointer): Promise<void>;
}

/** The whole engine, as commands that build and switch need it. A server needs the `ReferenceIndex` alone. */
export type IndexEngine = ReferenceIndex & CollectionStore & IndexCatalogue;
