/**
 * The results of `map`, in the order of the items, with at most `atOnce` of them under way. Rejects with the first failure,
 * after which no further item is begun.
 */
export async function mapInOrder<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const entries = items.entries();
  let hasFailed = false;

  async function work(): Promise<void> {
    for (const [i, item] of entries) {
      if (hasFailed) return;
      try {
        results[i] = await map(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return results;
}
