/** A source of a subscription that gives what it is told to, and says when it was let go of. */
export function createEventSource<T>() {
  const waiting: ((event: IteratorResult<T>) => void)[] = [];
  let letGo: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  const iterator: AsyncIterableIterator<T> = {
    next: () => new Promise((resolve) => waiting.push(resolve)),
    return: () => {
      letGo();
      waiting.splice(0).forEach((resolve) => resolve({ done: true, value: undefined }));
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  const next = async () => {
    while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
    return waiting.shift();
  };
  return {
    iterator,
    released,
    give: async (value: T) => (await next())?.({ done: false, value }),
    finish: async () => (await next())?.({ done: true, value: undefined }),
  };
}
