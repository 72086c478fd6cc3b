/**
 * Works on `lanes` items at a time, and takes the next only when a lane is free: what is read ahead stays bounded. After a
 * failure no lane takes another item; the first failure is thrown when all have come to rest.
 */
export async function eachAtOnce<T>(
  items: AsyncIterable<T> | Iterable<T>,
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = inOrder(items);
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    try {
      for (let next = await queue.next(); next.done !== true; next = await queue.next()) {
        await work(next.value);
        if (failures.length > 0) return;
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  // What the items are read from is closed, however it ended.
  await queue.return(undefined);
  if (failures.length > 0) throw failures[0];
}

/** A generator answers one `next` after the other, whoever asks: lanes may share it. */
async function* inOrder<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** Groups of `size`, the last one smaller. */
export async function* inBatches<T>(
  items: AsyncIterable<T> | Iterable<T>,
  size: number,
): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
