import { EmbeddingBusyError } from '../../../src/embedding';
import { batcherUnderTest } from '../../support/batcher';

describe('a micro-batcher', () => {
  it('runs what finds a free lane at once and alone', async () => {
    const batcher = batcherUnderTest();
    const answer = batcher.submit(7);
    await batcher.settle();
    expect(batcher.begun).toMatchObject([{ items: [7], atMs: 0 }]);
    batcher.begun[0]?.succeed();
    expect(await answer).toBe(14);
    expect(batcher.timers()).toBe(0);
  });

  it('runs what came meanwhile as one batch, in the order in which it came', async () => {
    const batcher = batcherUnderTest();
    const answers = [1, 2, 3, 4, 5, 6].map((item) => batcher.submit(item));
    await batcher.settle();
    batcher.begun[0]?.succeed();
    await batcher.settle();
    expect(batcher.begun.map(({ items }) => items)).toEqual([[1], [2, 3, 4, 5]]);
    expect(batcher.timers()).toBe(1);
    batcher.begun[1]?.succeed();
    await batcher.pass(10);
    expect(batcher.begun[2]?.items).toEqual([6]);
    batcher.begun[2]?.succeed();
    expect(await Promise.all(answers)).toEqual([2, 4, 6, 8, 10, 12]);
  });

  it('lets an item wait for company until its time is over, counted from when it was ready', async () => {
    const batcher = batcherUnderTest();
    void batcher.submit(1);
    await batcher.settle();
    void batcher.submit(2);
    await batcher.settle();
    await batcher.pass(6);
    batcher.begun[0]?.succeed();
    await batcher.settle();
    await batcher.pass(3);
    expect(batcher.begun).toHaveLength(1);
    await batcher.pass(1);
    expect(batcher.begun[1]).toMatchObject({ items: [2], atMs: 10 });
  });

  it('does not let an item wait for company that has waited long enough for the model', async () => {
    const batcher = batcherUnderTest();
    void batcher.submit(1);
    await batcher.settle();
    void batcher.submit(2);
    await batcher.settle();
    await batcher.pass(50);
    batcher.begun[0]?.succeed();
    await batcher.settle();
    expect(batcher.begun[1]).toMatchObject({ items: [2], atMs: 50 });
  });

  it('uses all its lanes', async () => {
    const batcher = batcherUnderTest({ concurrency: 2 });
    for (const item of [1, 2, 3]) void batcher.submit(item);
    await batcher.settle();
    expect(batcher.begun.map(({ items }) => items)).toEqual([[1], [2]]);
  });

  it('refuses at once what is beyond its bound, with a code, and takes it once there is room', async () => {
    const onBusy = jest.fn();
    const batcher = batcherUnderTest({ maxQueue: 2, maxWaitMs: 0, observer: { onBusy } });
    const [first] = [batcher.submit(1), batcher.submit(2)];
    await expect(batcher.submit(3)).rejects.toThrow(EmbeddingBusyError);
    await expect(batcher.submit(3)).rejects.toMatchObject({ code: 'EMBEDDING_BUSY' });
    expect(onBusy).toHaveBeenCalledTimes(2);
    await batcher.settle();
    batcher.begun[0]?.succeed();
    await first;
    void batcher.submit(3);
    await batcher.settle();
    batcher.begun[1]?.succeed();
    await batcher.settle();
    expect(batcher.begun.flatMap(({ items }) => items)).toEqual([1, 2, 3]);
  });

  it('tries a batch that failed again one by one, so that one bad item fails alone', async () => {
    const run = jest.fn((items: readonly number[]) =>
      items.includes(3) ? Promise.reject(new Error('three')) : Promise.resolve(items.map((item) => 2 * item)),
    );
    const batcher = batcherUnderTest({ run, maxWaitMs: 0 });
    const answers = await Promise.allSettled([1, 2, 3, 4].map((item) => batcher.submit(item)));
    expect(answers).toEqual([
      { status: 'fulfilled', value: 2 },
      { status: 'fulfilled', value: 4 },
      { status: 'rejected', reason: new Error('three') },
      { status: 'fulfilled', value: 8 },
    ]);
    expect(run.mock.calls.map(([items]) => items)).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
  });

  it('fails a batch as a whole where its parts would fail as well', async () => {
    const batcher = batcherUnderTest({ mayRetryAlone: () => false, maxWaitMs: 0 });
    const answers = Promise.allSettled([1, 2, 3].map((item) => batcher.submit(item)));
    await batcher.settle();
    batcher.begun[0]?.fail(new Error('gone'));
    await batcher.settle();
    batcher.begun[1]?.fail(new Error('gone'));
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(batcher.begun).toHaveLength(2);
  });

  it('fails what cannot be prepared alone, and gives its place away', async () => {
    const prepare = (item: number) => (item < 0 ? Promise.reject(new Error('bad')) : Promise.resolve(item));
    const batcher = batcherUnderTest({ prepare, maxQueue: 1 });
    await expect(batcher.submit(-1)).rejects.toThrow('bad');
    const answer = batcher.submit(5);
    await batcher.settle();
    batcher.begun[0]?.succeed();
    expect(await answer).toBe(10);
    expect(batcher.depths).toEqual([1, 0, 1, 0]);
  });

  it('tells how large a batch was, how long it waited and ran', async () => {
    const onBatch = jest.fn();
    const batcher = batcherUnderTest({ maxWaitMs: 0, observer: { onBatch } });
    const answers = [1, 2, 3].map((item) => batcher.submit(item));
    await batcher.settle();
    await batcher.pass(20);
    batcher.begun[0]?.succeed();
    await batcher.settle();
    await batcher.pass(5);
    batcher.begun[1]?.succeed();
    await Promise.all(answers);
    await batcher.settle();
    expect(onBatch.mock.calls).toEqual([
      [{ size: 1, waitMs: 0, runMs: 20 }],
      [{ size: 2, waitMs: 20, runMs: 5 }],
    ]);
  });
});
