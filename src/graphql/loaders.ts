import DataLoader from 'dataloader';

/** Fetches many things in one statement. What is not in the map does not exist (or may not be seen). */
export type BatchFn<K, V> = (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;

/** The loaders of one request: asked for one by one, fetched together, never kept beyond the request. */
export interface LoaderRegistry {
  /** The request's loader over `batchFn`, found by the function's identity: pass the same function each time. */
  batch<K, V>(batchFn: BatchFn<K, V>): DataLoader<K, V | null>;
}

export function createLoaderRegistry(): LoaderRegistry {
  const loaders = new Map<unknown, unknown>();
  return {
    batch<K, V>(batchFn: BatchFn<K, V>): DataLoader<K, V | null> {
      const known = loaders.get(batchFn) as DataLoader<K, V | null> | undefined;
      if (known !== undefined) return known;
      const loader = new DataLoader<K, V | null>(async (keys) => {
        const found = await batchFn(keys);
        return keys.map((key) => found.get(key) ?? null);
      });
      loaders.set(batchFn, loader);
      return loader;
    },
  };
}
