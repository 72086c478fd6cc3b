import { eachAtOnce } from '../../../src/retrieval';

/** Work that ends when the test says so. */
function gates() {
  const open = new Map<number, () => void>();
  const started: number[] = [];
  const work = (item: number): Promise<void> => {
    started.push(item);
    return new Promise((resolve) => open.set(item, resolve));
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { started, work, finish: (item: number) => open.get(item)?.(), settle };
}

describe('eachAtOnce', () => {
  it('works on so many at a time, and takes the next when one is done', async () => {
    const { started, work, finish, settle } = gates();
    const all = eachAtOnce([1, 2, 3, 4], 2, work);
    await settle();
    expect(started).toEqual([1, 2]);
    finish(2);
    await settle();
    expect(started).toEqual([1, 2, 3]);
    for (const item of [1, 3]) finish(item);
    await settle();
    finish(4);
    await all;
    expect(started).toEqual([1, 2, 3, 4]);
  });

  it('reads nothing ahead of what it works on', async () => {
    let read = 0;
    const items = {
      async *[Symbol.asyncIterator]() {
        for (let item = 1; item <= 100; item += 1) {
          read = item;
          yield Promise.resolve(item);
        }
      },
    };
    const { work, settle } = gates();
    void eachAtOnce(items, 3, work);
    await settle();
    await settle();
    expect(read).toBe(3);
  });

  it('takes no more after a failure, and throws the first when all have come to rest', async () => {
    const done: number[] = [];
    const failing = eachAtOnce([1, 2, 3, 4, 5, 6], 2, async (item) => {
      await Promise.resolve();
      if (item === 2) throw new Error('the second');
      done.push(item);
    });
    await expect(failing).rejects.toThrow('the second');
    expect(done).not.toContain(6);
  });

  it('closes what it reads from when it stops early', async () => {
    let closed = false;
    async function* source(): AsyncGenerator<number> {
      try {
        for (;;) yield await Promise.resolve(1);
      } finally {
        closed = true;
      }
    }
    const failing = eachAtOnce(source(), 2, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(closed).toBe(true);
  });

  it('throws what the reading throws', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield Promise.resolve(1);
      throw new Error('unreadable');
    }
    await expect(eachAtOnce(broken(), 2, () => Promise.resolve())).rejects.toThrow('unreadable');
  });
});
